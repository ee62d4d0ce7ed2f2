// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.StreamProcess;
import io.millrace.local.process.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heap is bounded by the settings, not by how many windows are open. */
class ManyOpenBatchesIT {
    private static final int BATCHES = 10_000;
    private static final int EVENTS_EACH = 20;
    private static final int EVENT_BYTES = 5_000;

    @TempDir
    Path folder;

    /** A gigabyte of open batches in a process with half of that as its heap: it moves to the state folder in time. */
    @Test
    void shouldHoldTenThousandOpenBatchesInHalfAGigabyteOfHeap() throws Exception {
        try (Cluster cluster = new Cluster(folder)) {
            cluster.start();
            Map<String, String> settings = cluster.newPipeline("exactly_once_v2");
            String pipeline = settings.get("pipelines");
            int port = Ports.free();
            settings.put("http.port", Integer.toString(port));
            settings.put("commit.interval.ms", "10000");
            settings.put("buffer.max.bytes", "67108864");
            settings.put("pipelines." + pipeline + ".timestamp.field", "ts");
            settings.put("pipelines." + pipeline + ".window.ms", "1000");
            settings.put("pipelines." + pipeline + ".grace.ms", "86400000");
            settings.put("pipelines." + pipeline + ".max.age.ms", "3600000");
            settings.put("pipelines." + pipeline + ".batch.max.events", Integer.toString(EVENTS_EACH + 1));
            try (StreamProcess stream = new StreamProcess(cluster.site, pipeline, settings)) {
                stream.start();
                fill(cluster, pipeline);

                await().until(() -> gauge(port, "millrace_events_total") >= BATCHES * EVENTS_EACH);

                assertThat(gauge(port, "millrace_open_batches")).isEqualTo(BATCHES);
                assertThat(gauge(port, "millrace_buffered_bytes")).isLessThan(2 * 67_108_864.0);
                assertThat(stream.isAlive()).isTrue();
            }
        }
    }

    private static void fill(Cluster cluster, String pipeline) {
        String padding = "x".repeat(EVENT_BYTES);
        long start = System.currentTimeMillis() - 2L * BATCHES * 1_000;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        cluster.bootstrapServers(),
                        "linger.ms",
                        20,
                        "compression.type",
                        "lz4",
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < BATCHES * EVENTS_EACH; i++) {
                long timestamp = start + i % BATCHES * 1_000L;
                byte[] value =
                        ("{\"ts\":" + timestamp + ",\"text\":\"" + padding + "\"}").getBytes(StandardCharsets.UTF_8);
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>(pipeline + ".events", 0, null, value));
            }
        }
    }

    private static double gauge(int port, String name) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (Exception e) {
            return -1;
        }
    }
}
