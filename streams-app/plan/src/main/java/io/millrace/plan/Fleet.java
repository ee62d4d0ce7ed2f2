// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan;

import io.millrace.config.sinks.Sink;
import io.millrace.plan.figure.Figure;
import io.millrace.plan.figure.Interval;
import io.millrace.plan.figure.Origin;
import io.millrace.plan.measured.Cost;
import io.millrace.plan.measured.Costs;
import io.millrace.plan.measured.Measured;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many processes of each kind, by the cores that events cost at the peak. */
final class Fleet {
    /** Of a machine's cores that a plan gives away. */
    static final double BUSY = 0.7;

    private final Load load;
    private final Facts facts;
    private final Map<Role, Cost> costs = new EnumMap<>(Role.class);
    private final Measured saturated;

    Fleet(Load load, Facts facts, Costs all, List<String> notes) {
        this.load = load;
        this.facts = facts;
        costs.put(
                Role.STREAM,
                all.stream(facts.profile(), facts.copies(), facts.pipeline().format()));
        sinks(all, notes).ifPresent(cost -> costs.put(Role.SINKS, cost));
        costs.put(Role.GATEWAY, all.gateway(load.requestMicros(), load.requestEvents()));
        costs.put(Role.BROKERS, all.brokers(facts.profile(), facts.copies()));
        saturated = all.saturated(facts.profile(), facts.copies());
    }

    private Optional<Cost> sinks(Costs all, List<String> notes) {
        Cost sum = null;
        for (Sink sink : facts.pipeline().sinks()) {
            Optional<Cost> cost = all.sink(sink);
            if (cost.isEmpty()) {
                notes.add("No report says what the " + sink.word()
                        + " sink costs, so its cores are missing: run ./millrace bench " + sink.word()
                        + " --report F, and name F with --figures.");
            } else {
                sum = sum == null ? cost.get() : sum.plus(cost.get());
            }
        }
        return Optional.ofNullable(sum);
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        costs.forEach((role, cost) -> {
            figures.add(new Figure("cores", role.title() + ", in use", used(role), "cores", cost.origin()));
            figures.add(new Figure(
                    "cores",
                    role.title() + ", to provide",
                    Interval.of(needed(role)),
                    "cores",
                    Origin.assumed("the most at the peak (--peak), busy to " + BUSY)));
        });
        for (Role role : Role.values()) {
            figures.add(new Figure(
                    "processes",
                    role.title(),
                    Interval.of(machines(role)),
                    "",
                    Origin.assumed(
                            "its cores on machines of " + load.machine() + " (--machine), at least " + role.floor())));
        }
        return figures;
    }

    /** {@code role} has a cost. */
    Interval used(Role role) {
        return costs.get(role).cores(load.eventsPerSecond());
    }

    /** At the peak, by the most that an event may cost. */
    double needed(Role role) {
        Cost cost = costs.get(role);
        return cost == null ? 0 : cost.cores(load.peakPerSecond()).most() / BUSY;
    }

    int machines(Role role) {
        int byCores = (int) Math.ceil(needed(role) / load.machine().cores());
        int all = Math.max(byCores, Math.max(role.floor(), role == Role.BROKERS ? facts.copies() : 0));
        return role == Role.STREAM ? Math.max(all, (int) Math.ceil(load.peakPerSecond() / mostOfAProcess())) : all;
    }

    /** Events a second that one stream process with its threads takes at least. */
    double mostOfAProcess() {
        return saturated.value().least() * facts.threads();
    }

    /** The same of one thread, and so of one partition. */
    Measured saturated() {
        return saturated;
    }
}
