package io.millrace.bench.clients;

import io.millrace.bench.subject.Spec;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The clients of the baselines, set as those of Millrace are. */
final class ClientSettings {
    private static final int RECORDS_PER_POLL = 5_000;
    private static final int LARGEST_REQUEST = 32 * 1024 * 1024;

    /** What Kafka Streams sets for its producers. */
    private static final int LINGER_MS = 100;

    private ClientSettings() {}

    static Map<String, Object> consumer(Spec spec) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, spec.text(Spec.BOOTSTRAP_SERVERS));
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, spec.text(Spec.RUN));
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
        return settings;
    }

    static Map<String, Object> producer(Spec spec) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, spec.text(Spec.BOOTSTRAP_SERVERS));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * LARGEST_REQUEST);
        // A topic just made may refuse an idempotent producer that has several requests on their way.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return settings;
    }
}
