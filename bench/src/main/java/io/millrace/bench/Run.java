package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * One topology over the first {@code events} events. The clock starts when a tenth of them is processed, so that start
 * and warm-up are outside. It stops when the stream, told to stop after the last one, has committed: the output is
 * inside, and the wait for the next regular commit, up to a second by chance, is not.
 */
final class Run {
    private final Properties settings;
    private final long events;

    Run(Properties settings, long events) {
        this.settings = settings;
        this.events = events;
    }

    /** Events per second. */
    double measure(Topology topology, LongSupplier processed)
            throws InterruptedException, ExecutionException, IOException {
        try (KafkaStreams streams = new KafkaStreams(topology, settings);
                Admin admin = Admin.create(
                        Map.of("bootstrap.servers", settings.getProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)))) {
            streams.start();
            long warm = events / 10;
            while (processed.getAsLong() < warm) {
                Thread.sleep(5);
            }
            long begin = System.nanoTime();
            long counted = processed.getAsLong();
            while (processed.getAsLong() < events) {
                Thread.sleep(5);
            }
            streams.close(Duration.ofSeconds(60));
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (committed(admin) < events) {
                throw new IllegalStateException("Only " + committed(admin) + " of " + events + " events are committed");
            }
            return (events - counted) / seconds;
        } finally {
            delete(Path.of(settings.getProperty(StreamsConfig.STATE_DIR_CONFIG)));
        }
    }

    private long committed(Admin admin) throws InterruptedException, ExecutionException {
        String group = settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return offsets.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(Workload.TOPIC) && entry.getValue() != null)
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
