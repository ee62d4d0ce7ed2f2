// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import static org.awaitility.Awaitility.await;

import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Site;
import io.millrace.local.server.KafkaNode;
import io.millrace.local.server.KafkaServer;
import io.millrace.local.server.RegistryServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker and a registry, and pipelines on them that do not know of each other. */
public final class Cluster implements AutoCloseable {
    public static final int PARTITIONS = 2;
    private static final String LARGEST_EVENT = "1048588";

    public final Site site;
    public final KafkaServer kafka;
    public final RegistryServer registry;
    private final Path folder;
    private int pipelines;

    public Cluster(Path folder) {
        this.folder = folder;
        site = new Site(folder, Lifetime.ATTACHED);
        KafkaNode node = new KafkaNode(1, Ports.free(), Ports.free());
        kafka = new KafkaServer(site, node, List.of(node));
        registry = new RegistryServer(site, Ports.free());
    }

    public void start() {
        kafka.start();
        registry.start();
        kafka.awaitReady();
        registry.awaitReady();
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The caller's to close. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    /**
     * The settings of a new pipeline with topics of its own. Batches of up to 300 events, open for at most two seconds, so
     * that some are always open; rules that send one event of ten elsewhere, and one of ten into batches for another sink topic; and
     * repetitions, which {@link Sent} makes if it is asked to, are dropped.
     */
    public Map<String, String> newPipeline(String guarantee) throws ExecutionException, InterruptedException {
        String name = "p" + pipelines++;
        createTopics(name);
        Map<String, String> settings = new HashMap<>(Map.of(
                "pipelines",
                name,
                "application.id",
                name,
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "schema.registry.url",
                registry.url().toString(),
                "processing.guarantee",
                guarantee,
                "commit.interval.ms",
                "300",
                "state.dir",
                folder.resolve("state").resolve(name).toString(),
                "http.port",
                "0"));
        settings.putAll(Map.of(
                "kafka.consumer.group.instance.id",
                "stream",
                "kafka.consumer.session.timeout.ms",
                "6000",
                "pipelines." + name + ".format",
                "JSON",
                "pipelines." + name + ".batch.max.events",
                "300",
                "pipelines." + name + ".max.age.ms",
                "2000",
                "pipelines." + name + ".dedup.by",
                "id",
                "pipelines." + name + ".routes",
                "id matches \"event-[0-9]*7\" -> topic " + name + ".routed; id matches \"event-[0-9]*4\" -> batch to "
                        + name + ".apart"));
        return settings;
    }

    /** The same whose batches hold one group each. */
    public Map<String, String> newGroupedPipeline(String guarantee) throws ExecutionException, InterruptedException {
        Map<String, String> settings = newPipeline(guarantee);
        settings.put("pipelines." + settings.get("pipelines") + ".group.by", "group");
        return settings;
    }

    /** What goes into a {@link #newPipeline}: one event of ten goes twice. */
    public Sent sent(String pipeline) {
        return new Sent(bootstrapServers(), pipeline + ".events", true);
    }

    /** What comes out of a {@link #newPipeline}. */
    public Received received(String pipeline) {
        return new Received(
                bootstrapServers(), pipeline + ".batches", pipeline + ".apart", pipeline + ".routed", PARTITIONS);
    }

    private void createTopics(String pipeline) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            List<NewTopic> topics = Stream.of("events", "batches", "apart", "dlq", "routed", "dropped")
                    .map(kind ->
                            new NewTopic(pipeline + '.' + kind, PARTITIONS, (short) 1).configs(topicSettings(kind)))
                    .toList();
            create(admin, topics);
        }
    }

    /** Returns when the broker knows them: it answers before, when its controller has them. */
    public static void create(Admin admin, List<NewTopic> topics) throws ExecutionException, InterruptedException {
        admin.createTopics(topics).all().get();
        List<String> names = topics.stream().map(NewTopic::name).toList();
        await().ignoreExceptionsInstanceOf(ExecutionException.class)
                .until(() -> admin.describeTopics(names).allTopicNames().get().size() == names.size());
    }

    /** Events may have any timestamp: a broker refuses those of the future otherwise. */
    private static Map<String, String> topicSettings(String kind) {
        return switch (kind) {
            case "events" ->
                Map.of(
                        "max.message.bytes",
                        LARGEST_EVENT,
                        "message.timestamp.after.max.ms",
                        Long.toString(Long.MAX_VALUE));
            case "dlq", "routed" -> Map.of("max.message.bytes", "33554432");
            default -> Map.of("max.message.bytes", LARGEST_EVENT);
        };
    }

    public void createTopic(String name, String maxMessageBytes) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            NewTopic topic = new NewTopic(name, PARTITIONS, (short) 1);
            create(admin, List.of(topic.configs(Map.of("max.message.bytes", maxMessageBytes))));
        }
    }

    @Override
    public void close() {
        registry.close();
        kafka.close();
    }
}
