// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** A topology as a subject; which one, the key {@value Work#KEY} says. */
public final class StreamsSubject implements Subject {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Leaves the group, so that the next of the same application need not wait for this one's session to end. */
    static final CloseOptions STOP = CloseOptions.timeout(PATIENCE)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);

    private final Spec spec;
    private final Work work;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private KafkaStreams streams;
    private volatile boolean hasRun;

    public StreamsSubject(Spec spec) {
        this.spec = spec;
        this.work = Work.of(spec);
    }

    @Override
    public void start() {
        streams = work.streams();
        streams.setUncaughtExceptionHandler(thrown -> {
            failure.set(thrown);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.start();
    }

    /** 0 until all tasks have their state: what a start costs with many partitions is not the work that is measured. */
    @Override
    public long processed() {
        if (failure.get() != null) {
            throw new IllegalStateException("The stream failed", failure.get());
        }
        if (!hasRun) {
            hasRun = streams.state() == KafkaStreams.State.RUNNING;
        }
        return hasRun ? work.processed().getAsLong() : 0;
    }

    @Override
    public long stop() throws ExecutionException, InterruptedException {
        if (!streams.close(STOP)) {
            throw new IllegalStateException("The stream did not stop within " + PATIENCE);
        }
        return committed();
    }

    private long committed() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", spec.text(Spec.BOOTSTRAP_SERVERS)))) {
            return admin
                    .listConsumerGroupOffsets(work.settings().getProperty(StreamsConfig.APPLICATION_ID_CONFIG))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getKey().topic().equals(spec.text(Spec.TOPIC)) && entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        }
    }

    /** What the producers have sent, by the kind of topic. */
    @Override
    public Map<String, Long> counters() {
        Map<String, Long> counters = new HashMap<>();
        streams.metrics().forEach((name, metric) -> count(name, metric, counters));
        return counters;
    }

    private static void count(MetricName name, Metric metric, Map<String, Long> counters) {
        String topic = name.tags().get("topic");
        if (name.group().equals("producer-topic-metrics") && topic != null) {
            String kind = topic.endsWith("-changelog") ? "changelog" : "sink";
            if (name.name().equals("byte-total")) {
                counters.merge(kind + "Bytes", ((Double) metric.metricValue()).longValue(), Long::sum);
            } else if (name.name().equals("record-send-total")) {
                counters.merge(kind + "Records", ((Double) metric.metricValue()).longValue(), Long::sum);
            }
        }
    }
}
