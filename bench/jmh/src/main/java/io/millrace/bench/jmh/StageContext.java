// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import java.io.File;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A task of one partition that costs nothing of its own: it keeps no record but the last, and makes no object per event.
 *
 * @param <T> of keys and values; byte arrays, which no method may have as its bound
 */
final class StageContext<T> extends MockProcessorContext<T, T> implements RecordMetadata {
    private final Optional<RecordMetadata> metadata = Optional.of(this);
    private long offset = -1;
    private Object lastBatch;

    StageContext(File stateDir) {
        super(settings(), new TaskId(0, 0), stateDir);
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
        return settings;
    }

    long nextOffset() {
        return ++offset;
    }

    Object lastBatch() {
        return lastBatch;
    }

    /** Time stands still, so that no batch ages. */
    @Override
    public long currentSystemTimeMs() {
        return 0;
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return metadata;
    }

    @Override
    public <K extends T, V extends T> void forward(Record<K, V> batch, String child) {
        lastBatch = batch;
    }

    @Override
    public String topic() {
        return "bench.events";
    }

    @Override
    public int partition() {
        return 0;
    }

    @Override
    public long offset() {
        return offset;
    }
}
