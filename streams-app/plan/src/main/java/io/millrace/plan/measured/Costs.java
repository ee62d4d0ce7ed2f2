// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.measured;

import io.millrace.config.sinks.Sink;
import io.millrace.plan.figure.Interval;
import io.millrace.plan.figure.Origin;
import io.millrace.plan.rehearsal.EventSizes;
import io.millrace.profile.Profiles;
import io.millrace.schemas.PayloadFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What events cost. Those in the reports are of 200 bytes, in Avro; for others the cost follows the reports' own runs with other sizes, in
 * straight lines between them, and with JSON.
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
        reports.add(Report.shipped("json.json"));
        reports.add(Report.shipped("report.json"));
        this.sizes = sizes;
    }

    /** Of the stream; {@code copies} of each topic. */
    public Cost stream(String profile, int copies, PayloadFormat format) {
        Measured avro = profileRun(profile, copies, CPU);
        Measured sized = sized(avro, CPU);
        return cost(run(profile, copies), avro, format == PayloadFormat.JSON ? json(sized) : sized, CPU, "streamCores");
    }

    /** Of all brokers together. */
    public Cost brokers(String profile, int copies) {
        Measured events = profileRun(profile, copies, BROKER_CPU);
        return cost(run(profile, copies), events, sized(events, BROKER_CPU), BROKER_CPU, "brokerCores");
    }

    /**
     * The cost of events at every rate.
     *
     * @param events what those of the report cost, by its figure {@code saturated}
     * @param sized what those of the plan do
     * @param cores the figure with what was taken at lower rates
     */
    private Cost cost(String run, Measured events, Measured sized, String saturated, String cores) {
        for (Report report : reports) {
            Optional<Measured> its = report.find(run, saturated);
            List<Cost.Paced> paced = its.isEmpty() ? List.of() : report.paced(run, cores);
            if (!paced.isEmpty()) {
                return new Cost(
                        sized,
                        paced.stream()
                                .map(seen -> with(sized, seen, its.get(), events))
                                .toList());
            }
        }
        return Cost.ofEvents(sized);
    }

    /** What is seen when events cost what those of the plan do, by what was seen when they cost {@code its}. */
    private static Cost.Paced with(Measured sized, Cost.Paced seen, Measured its, Measured events) {
        double millions = seen.rate() / MILLION;
        Interval cores = seen.cores().value();
        if (its.value().equals(events.value())) {
            // Of the same report: as it was seen, but for what larger events or JSON cost more.
            double factor = sized.value().value() / events.value().value();
            cores = cores.plus(events.value().times((factor - 1) * millions));
        } else {
            Interval rest = cores.plus(its.value().times(-millions)).notBelow(0);
            cores = rest.plus(sized.value().times(millions));
        }
        return new Cost.Paced(
                seen.rate(), new Measured(cores.notBelow(0), seen.cores().origin()));
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
        Optional<List<Double>> all = together(SIZES.stream().map(SizedRun::run).toList(), figure);
        if (all.isEmpty()) {
            return cost.times(sizes.mean() / MEASURED_BYTES, ", by bytes from events of 200");
        }
        double factor = sizes.mean(bytes -> at(bytes, all.get())) / at(MEASURED_BYTES, all.get());
        return cost.times(factor, factor == 1 ? "" : ", as batch-50b … batch-10kb cost beside batch-5000");
    }

    /** What an event of that size costs, by {@code costs} of {@link #SIZES}. */
    private static double at(double bytes, List<Double> costs) {
        int upper = 1;
        while (upper < SIZES.size() - 1 && SIZES.get(upper).bytes() < bytes) {
            upper++;
        }
        SizedRun below = SIZES.get(upper - 1);
        SizedRun above = SIZES.get(upper);
        double from = costs.get(upper - 1);
        double share = (bytes - below.bytes()) / (above.bytes() - below.bytes());
        // Below the smallest, an event does not get cheaper than that one.
        return from + Math.max(0, share) * (costs.get(upper) - from);
    }

    private Measured json(Measured avro) {
        List<Double> costs =
                together(List.of("batch-5000-json", "batch-5000"), CPU).orElseThrow(() -> missing("batch-5000-json"));
        return avro.times(costs.get(0) / costs.get(1), ", in JSON, as batch-5000-json costs beside batch-5000");
    }

    /** A figure of several runs, in the first report that has all of them: those of two machines do not go together. */
    private Optional<List<Double>> together(List<String> runs, String figure) {
        return reports.stream()
                .map(report -> runs.stream()
                        .flatMap(run -> report.find(run, figure).stream())
                        .map(found -> found.value().value())
                        .toList())
                .filter(found -> found.size() == runs.size())
                .findFirst();
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
