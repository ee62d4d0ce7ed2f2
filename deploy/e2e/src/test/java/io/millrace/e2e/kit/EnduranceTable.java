// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import io.millrace.e2e.EnduranceIT;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run of {@link EnduranceIT} came to, as Markdown. */
public final class EnduranceTable {
    private static final String TITLE = """
            # Kills and outages

            Written by `EnduranceIT`, as [README.md](README.md) says. Each line is a pipeline with a process of its own, on a
            broker that all share. *Twice* are events that lie in more than one batch or in a batch that came more than once: at least once,
            the work since the last commit is done again after a crash.

            """;

    private EnduranceTable() {}

    public static String of(List<EnduranceLane> lanes, int killedOutages, int frozenOutages, Duration outage) {
        String head = row(Stream.of(
                        Stream.of("profile", "guarantee", "processes killed or frozen"),
                        Stream.of(Mishap.values()).map(Mishap::title),
                        Stream.of("ended by themselves", "events", "batches", "lost", "twice"))
                .flatMap(cells -> cells));
        String line = row(Stream.of(head.split("\\|")).skip(1).map(cell -> "---"));
        String rows = lanes.stream().map(EnduranceTable::of).collect(Collectors.joining());
        String sum = String.format(
                Locale.ROOT,
                "%nAll of them: %d processes killed or frozen; the broker away %d times for %d s, %d times killed and %d times frozen; "
                        + "%d events lost; %d twice under exactly-once.%n",
                lanes.stream().mapToInt(EnduranceLane::kills).sum(),
                killedOutages + frozenOutages,
                outage.toSeconds(),
                killedOutages,
                frozenOutages,
                lanes.stream().mapToInt(EnduranceLane::lost).sum(),
                lanes.stream()
                        .filter(EnduranceLane::isExactlyOnce)
                        .mapToInt(EnduranceLane::twice)
                        .sum());
        return TITLE + head + line + rows + sum;
    }

    private static String of(EnduranceLane lane) {
        return row(Stream.of(
                        Stream.of(lane.profile, lane.guarantee, lane.kills()),
                        Stream.of(Mishap.values()).map(mishap -> lane.mishaps.getOrDefault(mishap, 0)),
                        Stream.of(
                                lane.endedByItself,
                                lane.sent.ids.size(),
                                lane.received.batches.size(),
                                lane.lost(),
                                lane.twice()))
                .flatMap(cells -> cells));
    }

    private static String row(Stream<?> cells) {
        return cells.map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |")) + System.lineSeparator();
    }
}
