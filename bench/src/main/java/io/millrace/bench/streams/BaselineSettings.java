// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import io.millrace.bench.subject.Spec;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of topologies written by hand: fetched and buffered as Millrace does, else Kafka's defaults. */
final class BaselineSettings {
    private static final int RECORDS_PER_POLL = 5_000;
    private static final int LARGEST_REQUEST = 32 * 1024 * 1024;

    private BaselineSettings() {}

    static Properties of(Spec spec) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, spec.text(Spec.RUN));
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, spec.text(Spec.BOOTSTRAP_SERVERS));
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG, spec.folder().resolve("state").toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, spec.text(Spec.GUARANTEE, "at_least_once"));
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, spec.text(Spec.COMMIT_MS, "1000"));
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, spec.text(Spec.THREADS, "1"));
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), RECORDS_PER_POLL);
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, RECORDS_PER_POLL);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_REQUEST);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 2L * LARGEST_REQUEST);
        return settings;
    }
}
