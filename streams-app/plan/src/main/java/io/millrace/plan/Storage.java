// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan;

import io.millrace.plan.figure.Figure;
import io.millrace.plan.figure.Interval;
import io.millrace.plan.figure.Origin;
import io.millrace.plan.money.Bill;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** Bytes on disks, on the network and in objects. */
final class Storage {
    /** Gigabytes, as bills and machines count them. */
    static final double GB = 1L << 30;

    /** Of a disk that a plan fills. */
    private static final double FULL = 0.5;

    /** Of the bytes between two processes in three zones that neither follows the other's. */
    private static final double ELSEWHERE = 2.0 / 3;

    private static final double MILLIS = 1_000;
    private static final double MEGABYTE = 1_000_000;

    private final Facts facts;
    private final Load load;
    private final Flow flow;
    private final double events;
    private final double batches;
    private final double state;
    private final double deadLetters;

    /** All rates in bytes a second, as they are on the topics, before they are copied. */
    Storage(Facts facts, Load load, Flow flow) {
        this.facts = facts;
        this.load = load;
        this.flow = flow;
        double raw = load.eventsPerSecond() * (load.sizes().mean() + load.keyBytes());
        events = raw * facts.ofEvents(load.compression());
        batches = flow.batchBytesPerSecond() * facts.ofBatches(load.compression());
        state = flow.stateBytesPerSecond() * facts.ofBatches(load.compression());
        deadLetters = raw * load.deadLetters();
    }

    List<Figure> figures() {
        Origin sizes = Origin.assumed("--compression " + load.compression() + ", --dead-letters " + load.deadLetters()
                + ", " + facts.copies() + " copies");
        return List.of(
                new Figure("network", "into topics", Interval.of(in() / MEGABYTE), "MB/s", sizes),
                new Figure("network", "between brokers", Interval.of(copied() / MEGABYTE), "MB/s", sizes),
                new Figure("network", "out of topics", Interval.of(out() / MEGABYTE), "MB/s", sizes),
                new Figure("network", "state topic's part", Interval.of(state / MEGABYTE), "MB/s", Origin.rehearsed()),
                new Figure(
                        "network",
                        "across zones, a month",
                        Interval.of(crossZoneGb()),
                        "GB",
                        Origin.assumed("three zones, and nothing that prefers its own")),
                new Figure(
                        "disk",
                        "all brokers",
                        Interval.of(diskGb()),
                        "GB",
                        Origin.assumed("kept for --keep, disks full to " + FULL + ", and as above")),
                new Figure(
                        "objects",
                        "stored",
                        Interval.of(objectGb()),
                        "GB",
                        Origin.assumed(
                                "--object-compression " + load.objectCompression() + ", kept for --keep-objects")),
                new Figure(
                        "objects",
                        "bytes of an object",
                        Interval.of(flow.eventsPerBatch() * load.sizes().mean() * load.objectCompression()),
                        "B",
                        Origin.assumed("--object-compression " + load.objectCompression())));
    }

    private double in() {
        return events + batches + state + deadLetters;
    }

    private double copied() {
        return in() * (facts.copies() - 1);
    }

    private double out() {
        return events + batches * facts.pipeline().sinks().size();
    }

    double crossZoneGb() {
        return facts.copies() < 2 ? 0 : ((in() + out()) * ELSEWHERE + copied()) * Bill.MONTH / GB;
    }

    double diskGb() {
        Map<String, String> rules = facts.config().config().topicRules().deadLetterSettings();
        double kept = seconds(load.keepEvents());
        String deadLettersMs = rules.get(TopicConfig.RETENTION_MS_CONFIG);
        double keptDead = deadLettersMs == null ? kept : Math.max(0, Double.parseDouble(deadLettersMs) / MILLIS);
        return ((events + batches) * kept + deadLetters * keptDead) * facts.copies() / FULL / GB;
    }

    double objectGb() {
        return load.eventsPerSecond()
                * load.sizes().mean()
                * load.objectCompression()
                * seconds(load.keepObjects())
                / GB;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
