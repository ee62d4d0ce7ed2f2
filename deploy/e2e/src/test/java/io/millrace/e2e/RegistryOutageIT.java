// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.Received;
import io.millrace.e2e.kit.StreamProcess;
import io.millrace.local.process.Ports;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.WireFormat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is away is nobody's fault: events wait for it. */
class RegistryOutageIT {
    @TempDir
    Path folder;

    @Test
    void shouldWaitForTheRegistryAndDeadLetterNothing() throws Exception {
        try (Cluster cluster = new Cluster(folder)) {
            cluster.start();
            Map<String, String> settings = cluster.newPipeline("exactly_once_v2");
            String pipeline = settings.get("pipelines");
            settings.put("pipelines." + pipeline + ".format", "AVRO");
            settings.put("schema.registry.retry.ms", "3000");
            // Longer than this test waits: the member of a replaced thread must not keep its partitions until then.
            settings.put("kafka.consumer.session.timeout.ms", "290000");
            settings.put("http.port", Integer.toString(Ports.free()));
            int id = new CachedSchemaRegistryClient(cluster.registry.url().toString(), 10)
                    .register(
                            pipeline + ".events-value",
                            new AvroSchema(SchemaBuilder.record("E")
                                    .fields()
                                    .requiredString("id")
                                    .endRecord()));
            try (StreamProcess stream = new StreamProcess(cluster.site, pipeline, settings);
                    Received received = cluster.received(pipeline)) {
                stream.start();
                await().until(() -> answers(settings, "/ready"));
                cluster.registry.kill();

                send(cluster, pipeline, id);
                await().until(() -> metrics(settings)
                        .contains("millrace_stream_threads_replaced_total{pipeline=\"" + pipeline + "\"} 1.0"));
                cluster.registry.start();

                await().until(() -> received.poll().ids().size() == 1);
                assertThat(deadLetters(cluster, pipeline)).isZero();
            }
        }
    }

    private static void send(Cluster cluster, String pipeline, int schemaId) throws Exception {
        AvroBuffer payload = new AvroBuffer(32);
        payload.writeString("\"event-1\"");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            pipeline + ".events", 0, null, WireFormat.frame(schemaId, payload.toByteArray())))
                    .get();
        }
    }

    private static long deadLetters(Cluster cluster, String pipeline) throws Exception {
        TopicPartition first = new TopicPartition(pipeline + ".dlq", 0);
        TopicPartition second = new TopicPartition(pipeline + ".dlq", 1);
        try (Admin admin = cluster.admin()) {
            return admin
                    .listOffsets(Map.of(first, OffsetSpec.latest(), second, OffsetSpec.latest()))
                    .all()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        }
    }

    private static boolean answers(Map<String, String> settings, String path) {
        try {
            return get(settings, path).statusCode() == 200;
        } catch (Exception e) {
            return false;
        }
    }

    private static String metrics(Map<String, String> settings) throws Exception {
        return get(settings, "/metrics").body();
    }

    private static HttpResponse<String> get(Map<String, String> settings, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + settings.get("http.port") + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
