// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan;

import io.millrace.config.PipelineConfig;
import io.millrace.plan.figure.Figure;
import io.millrace.plan.figure.Interval;
import io.millrace.plan.figure.Origin;
import io.millrace.plan.measured.Costs;
import io.millrace.plan.money.Bill;
import io.millrace.plan.money.Price;
import io.millrace.plan.money.Prices;
import io.millrace.resolved.ResolvedConfig;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** From a configuration, a load, costs and prices to a plan. */
public final class Planner {
    /** Of the JVM itself, and what it holds beside buffers. */
    private static final long JVM_BYTES = 512L << 20;

    private static final int PER_MINUTE = 60;
    private static final int PER_THOUSAND = 1_000;

    private final Facts facts;
    private final Load load;
    /** What whoever reads the plan should know beside its numbers, in sentences. */
    private final List<String> notes = new ArrayList<>();

    private final Fleet fleet;
    private final Flow flow;
    private final Storage storage;

    private Planner(ResolvedConfig config, PipelineConfig pipeline, Load load, Costs costs) {
        this.load = load;
        facts = new Facts(config, pipeline);
        fleet = new Fleet(load, facts, costs, notes);
        flow = new Flow(facts, load, fleet.machines(Role.STREAM), notes);
        storage = new Storage(facts, load, flow);
    }

    /** Throws {@link ConfigException} when the load does not fit the pipeline. */
    public static Plan plan(ResolvedConfig config, PipelineConfig pipeline, Load load, Costs costs, Prices prices) {
        return new Planner(config, pipeline, load, costs).plan(prices);
    }

    private Plan plan(Prices prices) {
        List<Figure> figures = new ArrayList<>(flow.figures());
        figures.addAll(memory());
        figures.addAll(fleet.figures());
        figures.addAll(partitions());
        figures.addAll(storage.figures());
        return new Plan(
                facts.pipeline().name(),
                facts.profile(),
                figures,
                bill(prices),
                new Limits(load).of(facts, fleet, flow),
                notes,
                flow.eventsPerBatch(),
                flow.perSecond() * PER_MINUTE,
                fleet.used(Role.STREAM));
    }

    private List<Figure> memory() {
        double stream = facts.config().config().bufferMaxBytes() + facts.clientBytes(flow.perProcess()) + JVM_BYTES;
        double gateway = facts.gatewayBytes() + JVM_BYTES;
        Origin beside = Origin.assumed("buffers as configured, and 512 MiB for the JVM");
        if (Math.max(stream, gateway) > load.machine().memoryGb() * Storage.GB) {
            notes.add("A process takes more memory than a machine has (--machine).");
        }
        return List.of(
                new Figure("memory", "a stream process, at most", Interval.of(stream), "B", beside),
                new Figure("memory", "a gateway process, at most", Interval.of(gateway), "B", beside));
    }

    private List<Figure> partitions() {
        double least = Math.ceil(load.peakPerSecond() / Limits.mostOfAPartition(fleet));
        if (least > flow.busy()) {
            notes.add("The source topic has too few partitions with events for the peak: " + flow.busy() + " of "
                    + (long) least + ".");
        }
        return List.of(
                new Figure(
                        "partitions",
                        "of the source topic",
                        Interval.of(load.partitions()),
                        "",
                        Origin.configured("topics.partitions, --partitions")),
                new Figure(
                        "partitions",
                        "at least, for the peak",
                        Interval.of(least),
                        "",
                        fleet.saturated().origin()));
    }

    private Bill bill(Prices prices) {
        Bill bill = new Bill(prices);
        for (Role role : Role.values()) {
            double hours = (double) fleet.machines(role) * Bill.HOURS;
            bill.add(role.title() + ", cores", hours * load.machine().cores(), "core hours", Price.CORE_HOUR);
            bill.add(role.title() + ", memory", hours * load.machine().memoryGb(), "GB hours", Price.MEMORY_GB_HOUR);
        }
        double objects = flow.perSecond() * Bill.MONTH / PER_THOUSAND;
        return bill.add("disks of brokers", storage.diskGb(), "GB months", Price.DISK_GB_MONTH)
                .add("network across zones", storage.crossZoneGb(), "GB", Price.CROSS_ZONE_GB)
                .add("objects, written", objects, "thousand PUTs", Price.PUT_THOUSAND)
                .add("objects, verified once", objects, "thousand GETs", Price.GET_THOUSAND)
                .add("objects, stored", storage.objectGb(), "GB months", Price.OBJECT_GB_MONTH);
    }
}
