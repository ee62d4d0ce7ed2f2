// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import io.millrace.bench.model.Chart;
import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import io.millrace.profile.Profiles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every shipped profile on one broker and on three; and, on its own, what is left after many kills. */
public final class ProfileRuns {
    private static final List<Integer> BROKERS = List.of(1, 3);
    private static final String THROUGHPUT = "throughput";
    private static final String LATENCY = "latency";
    private static final String DURABILITY = "durability";
    private static final String LEADER_KILLS = "leader-kills";

    private ProfileRuns() {}

    /** It takes about as long as all others do together, so it runs only when it is named. */
    public static Scenario profiles() {
        List<Run> runs = new ArrayList<>();
        Profiles.SHIPPED.forEach(profile ->
                BROKERS.forEach(brokers -> runs.add(new ProfileRun(run(profile, brokers), profile, brokers))));
        runs.add(new LeaderKillsRun(LEADER_KILLS));
        return new Scenario(
                "profiles",
                "What does each profile yield and cost, and what does it lose when the leader is killed?",
                runs,
                claims(),
                List.of(rates(), latencies(1), latencies(3)),
                true);
    }

    private static String run(String profile, int brokers) {
        return profile + '-' + brokers + (brokers == 1 ? "-broker" : "-brokers");
    }

    private static List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        claims.add(Claim.atMost(
                50,
                "latency, 1 broker: p99 in ms at 5,000 events/s",
                new Term(run(LATENCY, 1), Figure.LATENCY_P99_MS),
                null));
        claims.add(Claim.atMost(
                15,
                "latency, 1 broker: p50 in ms at 5,000 events/s",
                new Term(run(LATENCY, 1), Figure.LATENCY_P50_MS),
                null));
        for (int brokers : BROKERS) {
            claims.add(Claim.atLeast(
                    3,
                    "throughput / latency, saturated, brokers: " + brokers,
                    new Term(run(THROUGHPUT, brokers), Figure.EVENTS_PER_SECOND),
                    new Term(run(LATENCY, brokers), Figure.EVENTS_PER_SECOND)));
        }
        Stream.concat(BROKERS.stream().map(brokers -> run(DURABILITY, brokers)), Stream.of(LEADER_KILLS))
                .forEach(run -> {
                    claims.add(Claim.neverMore(0, run + ": events lost", new Term(run, Figure.LOST)));
                    claims.add(Claim.neverMore(0, run + ": events twice", new Term(run, Figure.DUPLICATED)));
                });
        return claims;
    }

    private static Chart rates() {
        return new Chart(
                "profiles-rates",
                "Rate at saturation by brokers, all on one machine",
                "brokers",
                "events/s",
                Profiles.SHIPPED.stream()
                        .map(profile -> new Chart.Line(
                                profile,
                                BROKERS.stream()
                                        .map(brokers -> new Chart.Point(
                                                brokers, new Term(run(profile, brokers), Figure.EVENTS_PER_SECOND)))
                                        .toList()))
                        .toList());
    }

    private static Chart latencies(int brokers) {
        return new Chart(
                "profiles-latency-" + brokers,
                "Append to batch readable at 5,000 events/s, brokers: " + brokers,
                "one event of so many waits longer (p50, p99, p99.9)",
                "ms",
                Profiles.SHIPPED.stream()
                        .map(profile -> line(profile, run(profile, brokers)))
                        .toList(),
                true);
    }

    private static Chart.Line line(String label, String run) {
        return new Chart.Line(
                label,
                List.of(
                        new Chart.Point(2, new Term(run, Figure.LATENCY_P50_MS)),
                        new Chart.Point(100, new Term(run, Figure.LATENCY_P99_MS)),
                        new Chart.Point(1_000, new Term(run, Figure.LATENCY_P999_MS))));
    }
}
