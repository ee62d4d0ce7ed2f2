// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.measured;

import io.millrace.config.sinks.Sink;
import io.millrace.plan.figure.Interval;
import io.millrace.plan.figure.Origin;
import io.millrace.plan.rehearsal.EventSizes;
import io.millrace.profile.Profiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What events cost. Those in the reports are of 200 bytes; for others the cost follows the reports' own runs with other sizes, in straight
 * lines between them.
 */
public final class Costs {
    private static final String CPU = "cpuSecondsPerMillion";
    private static final String BROKER_CPU = "brokerCpuSecondsPerMillion";
    private static final double MEASURED_BYTES = 200;
    private static final double MILLION = 1_000_000;

    /** The runs with events of other sizes, in order. */
    private static final List<SizedRun> SIZES = List.of(
            new SizedRun(50, "batch-50b"),
            new SizedRun(MEASURED_BYTES, "batch-5000"),
            new SizedRun(1_000, "batch-1kb"),
            new SizedRun(10_000, "batch-10kb"));

    private final List<Report> reports;
    private final EventSizes sizes;

    private record SizedRun(double bytes, String run) {}

    /** The first report that has a run tells of it; the shipped ones come last. */
    public Costs(List<Report> own, EventSizes sizes) {
        reports = new ArrayList<>(own);
        reports.add(Report.shipped("profiles.json"));
        reports.add(Report.shipped("one-broker.json"));
        reports.add(Report.shipped("paced.json"));
        reports.add(Report.shipped("report.json"));
        this.sizes = sizes;
    }

    /** Of the stream; {@code copies} of each topic. */
    public Cost stream(String profile, int copies) {
        return cost(profile, copies, CPU, "streamCores");
    }

    /** Of all brokers together. */
    public Cost brokers(String profile, int copies) {
        return cost(profile, copies, BROKER_CPU, "brokerCores");
    }

    private Cost cost(String profile, int copies, String saturated, String paced) {
        String run = run(profile, copies);
        Measured events = profileRun(profile, copies, saturated);
        Measured sized = sized(events, saturated);
        for (Report report : reports) {
            Optional<Measured> its = report.find(run, saturated);
            Optional<Measured> cores = report.find(run, paced);
            Optional<Measured> offered = report.find(run, "offeredPerSecond");
            if (its.isPresent() && cores.isPresent() && offered.isPresent()) {
                double rate = offered.get().value().value();
                // What events cost is of this report, too: then it holds at that rate as it was seen.
                return its.get().value().equals(events.value())
                        ? new Cost(
                                sized,
                                cores.get(),
                                rate * events.value().value() / sized.value().value())
                        : new Cost(sized, rest(its.get(), cores.get(), rate), 0);
            }
        }
        return Cost.ofEvents(sized);
    }

    /** Of another report than what events cost, and so of another machine: what its own events, that many a second, leave of the cores. */
    private static Measured rest(Measured events, Measured cores, double rate) {
        return new Measured(
                cores.value().plus(events.value().times(-rate / MILLION)).notBelow(0), cores.origin());
    }

    /** Events a second that one stream process with one thread takes, whatever their size. */
    public Measured saturated(String profile, int copies) {
        return profileRun(profile, copies, "eventsPerSecond");
    }

    /** Of a sink; empty when no report has it. */
    public Optional<Cost> sink(Sink sink) {
        String run = sink == Sink.S3 ? "s3-sink-jsonl" : sink.name().toLowerCase(Locale.ROOT) + "-sink";
        return find(run, CPU)
                .map(cost -> cost.times(sizes.mean() / MEASURED_BYTES, ", by bytes from events of 200"))
                .map(Cost::ofEvents);
    }

    /**
     * Of the gateway: its producer as measured, its requests as they are assumed to cost.
     *
     * @param requestMicros CPU microseconds for taking one request
     */
    public Cost gateway(double requestMicros, double eventsPerRequest) {
        Measured producer = find("producer", CPU).orElseThrow(() -> missing("producer"));
        Interval requests = Interval.of(requestMicros / eventsPerRequest);
        return Cost.ofEvents(new Measured(
                sized(producer, CPU).value().plus(requests),
                Origin.assumed(requestMicros + " µs a request (--request-micros), " + eventsPerRequest
                        + " events a request (--request-events), and "
                        + producer.origin().source())));
    }

    private static String known(String profile) {
        return Profiles.SHIPPED.contains(profile) ? profile : "durability";
    }

    private static String run(String profile, int copies) {
        return known(profile) + (copies > 1 ? "-3-brokers" : "-1-broker");
    }

    private Measured profileRun(String profile, int copies, String figure) {
        String run = run(profile, copies);
        Measured found = find(run, figure).orElseThrow(() -> missing(run));
        return known(profile).equals(profile)
                ? found
                : new Measured(
                        found.value(),
                        Origin.assumed(profile + " costs what durability does: "
                                + found.origin().source()));
    }

    private Measured sized(Measured cost, String figure) {
        Optional<Double> atMeasured = at(MEASURED_BYTES, figure);
        if (atMeasured.isEmpty()) {
            return cost.times(sizes.mean() / MEASURED_BYTES, ", by bytes from events of 200");
        }
        double factor = sizes.mean(bytes -> at(bytes, figure).orElseThrow()) / atMeasured.get();
        return cost.times(factor, factor == 1 ? "" : ", as batch-50b … batch-10kb cost beside batch-5000");
    }

    /** What an event of that size costs in the runs with several sizes. */
    private Optional<Double> at(double bytes, String figure) {
        int upper = 1;
        while (upper < SIZES.size() - 1 && SIZES.get(upper).bytes() < bytes) {
            upper++;
        }
        SizedRun below = SIZES.get(upper - 1);
        SizedRun above = SIZES.get(upper);
        Optional<Measured> low = find(below.run(), figure);
        Optional<Measured> high = find(above.run(), figure);
        if (low.isEmpty() || high.isEmpty()) {
            return Optional.empty();
        }
        double from = low.get().value().value();
        double share = (bytes - below.bytes()) / (above.bytes() - below.bytes());
        // Below the smallest, an event does not get cheaper than that one.
        return Optional.of(from + Math.max(0, share) * (high.get().value().value() - from));
    }

    private Optional<Measured> find(String run, String figure) {
        return reports.stream()
                .flatMap(report -> report.find(run, figure).stream())
                .findFirst();
    }

    private static IllegalStateException missing(String run) {
        return new IllegalStateException("the shipped reports lack the run " + run);
    }
}
