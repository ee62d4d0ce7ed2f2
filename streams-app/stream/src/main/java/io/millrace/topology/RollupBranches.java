// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import io.millrace.config.stages.Rollup;
import io.millrace.config.topics.TopicRole;
import io.millrace.rollup.RollupAggregator;
import io.millrace.rollup.RollupGuard;
import io.millrace.rollup.RollupResults;
import io.millrace.rollup.ShuffleRecords;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.WindowStore;

/** From the shuffle to the results: a branch for each rollup. */
final class RollupBranches {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private final PipelineParts parts;
    private final StageNames names;

    RollupBranches(PipelineParts parts, StageNames names) {
        this.parts = parts;
        this.names = names;
    }

    /**
     * Below {@code shuffle}, which changes keys, and may be null when there are no rollups. Kafka Streams puts the repartition topic before the table, of which
     * nothing is kept, and merges it with that of any other branch; only behind it can a processor precede an aggregation.
     */
    void addTo(KStream<byte[], byte[]> shuffle) {
        if (parts.pipeline().rollups().isEmpty()) {
            return;
        }
        KStream<byte[], byte[]> shuffled = shuffle.filter(
                        (key, value) -> ShuffleRecords.isOfRollups(value), Named.as(names.rollups()))
                .toTable(Named.as(names.rolledUp()), new NoTable(names.noRollupTable()).materialized())
                .toStream(Named.as(names.rollupsRead()));
        parts.pipeline().rollups().all().forEach(rollup -> add(rollup, shuffled));
    }

    private void add(Rollup rollup, KStream<byte[], byte[]> shuffled) {
        String name = rollup.name();
        KStream<Windowed<byte[]>, byte[]> results = shuffled.filter(
                        (key, value) -> ShuffleRecords.isFor(rollup, key, value), named(rollup, "partials"))
                .processValues(
                        () -> new RollupGuard(
                                rollup, parts.source().partitions(), parts.closedWindows(), parts.metrics()),
                        named(rollup, "guard"))
                .groupByKey(Grouped.with(names.rollup(name, "key"), BYTES, BYTES))
                .windowedBy(windows(rollup))
                .emitStrategy(EmitStrategy.onWindowClose())
                .aggregate(
                        () -> RollupAggregator.EMPTY,
                        new RollupAggregator(rollup),
                        named(rollup, "windows"),
                        store(rollup))
                .toStream(named(rollup, "closed"));
        RollupResults.Settings settings = new RollupResults.Settings(
                parts.pipeline().name(),
                rollup,
                parts.rollupSchemaId(),
                names.rollupStore(name),
                parts.transactional(),
                parts.metrics());
        results.process(() -> new RollupResults(settings), named(rollup, "results"), names.rollupStore(name))
                .to(
                        parts.pipeline().topic(TopicRole.ROLLUPS),
                        Produced.with(BYTES, BYTES).withName(names.rollup(name, "sink")));
    }

    private Named named(Rollup rollup, String does) {
        return Named.as(names.rollup(rollup.name(), does));
    }

    /** Its time is that of the fastest source partition, and the guard says what is late. */
    private static TimeWindows windows(Rollup rollup) {
        return TimeWindows.ofSizeAndGrace(
                        Duration.ofMillis(rollup.windowMs()), Duration.ofMillis(rollup.graceMs() + rollup.skewMs()))
                .advanceBy(Duration.ofMillis(rollup.advanceMs()));
    }

    private Materialized<byte[], byte[], WindowStore<Bytes, byte[]>> store(Rollup rollup) {
        return Materialized.<byte[], byte[], WindowStore<Bytes, byte[]>>as(names.rollupStore(rollup.name()))
                .withKeySerde(BYTES)
                .withValueSerde(BYTES)
                .withRetention(Duration.ofMillis(RollupGuard.retentionMs(rollup)))
                .withLoggingEnabled(stateTopic())
                .withCachingDisabled();
    }

    /** By the time of writing: that of the record may be years ago, or ahead of the clock as far as time is told ahead. */
    private Map<String, String> stateTopic() {
        return Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(parts.pipeline().sizes().stateRecord()));
    }
}
