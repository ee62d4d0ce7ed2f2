// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.config.MillraceConfig;
import io.millrace.config.StreamsApplication;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.CommandLine;
import io.millrace.e2e.kit.CommandLine.Result;
import io.millrace.e2e.kit.ExactlyOnce;
import io.millrace.e2e.kit.Flow;
import io.millrace.e2e.kit.NothingLost;
import io.millrace.e2e.kit.Received;
import io.millrace.e2e.kit.RunningApp;
import io.millrace.e2e.kit.Sent;
import io.millrace.e2e.kit.Turns;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application begins anew where it is told, and what follows from that is what was said. */
class ResetIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Cluster cluster;

    private Map<String, String> settings;
    private String pipeline;
    private StreamsApplication application;

    @BeforeAll
    static void startServers() {
        cluster = new Cluster(folder);
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        cluster.start();
    }

    @AfterAll
    static void stopServers() {
        cluster.close();
    }

    /** Its batches stay open until they are full, so that there is something to lose; it leaves its group when it stops. */
    @BeforeEach
    void aPipeline() throws Exception {
        use(cluster.newPipeline("exactly_once_v2"));
    }

    private void use(Map<String, String> made) {
        settings = made;
        pipeline = settings.get("pipelines");
        application = MillraceConfig.of(settings).pipeline(pipeline).application();
        settings.remove("kafka.consumer.group.instance.id");
        settings.put("pipelines." + pipeline + ".max.age.ms", "600000");
    }

    @Test
    void shouldShowWithoutDoingAndRefuseWhileTheGroupHasMembers() throws Exception {
        leaveOpenBatches(1000);
        Map<String, Object> before = everything();

        Result shown = reset();

        assertThat(shown.exitCode()).as(shown.output()).isZero();
        assertThat(shown.output())
                .contains("deletes the topic " + application.stateTopic())
                .contains("deletes the topic " + application.topologyTopic())
                .contains(pipeline + ".events-0", pipeline + ".events-1")
                .contains("Nothing was changed; --execute does it.");
        assertThat(everything()).isEqualTo(before);
        try (RunningApp app = new RunningApp(settings)) {
            app.awaitReady();
            Map<String, Object> running = everything();

            assertThat(reset().exitCode()).isEqualTo(1);
            assertThat(reset().output()).contains("member of the group: ", "--execute would refuse");
            Result refused = reset("--execute");

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output())
                    .contains("reset: The group " + application.group() + " has members")
                    .contains("stop the pipeline " + pipeline);
            assertThat(everything().keySet()).isEqualTo(running.keySet());
        }
    }

    /** The new topology reads the same events, so that they can be counted: only the record is of another. */
    @ParameterizedTest
    @MethodSource
    void shouldLoseNothingFromTheEarliestOn(String guarantee) throws Exception {
        settings.put("processing.guarantee", guarantee);
        try (Sent sent = cluster.sent(pipeline);
                Received received = cluster.received(pipeline)) {
            leaveOpenBatches(sent, 1000);

            JsonNode done = execute();

            for (JsonNode offset : done.get("offsets")) {
                assertThat(offset.get("to").asLong()).isZero();
                assertThat(offset.get("againAtMost").asLong())
                        .isEqualTo(offset.get("from").asLong());
                assertThat(offset.get("lostAtMost").isNull()).isTrue();
            }
            assertThat(everything().keySet()).doesNotContain(application.stateTopic(), application.topologyTopic());
            sendTheRest(sent, received);
            NothingLost.check(sent, received);
        }
    }

    static List<String> shouldLoseNothingFromTheEarliestOn() {
        return Turns.GUARANTEES.stream()
                .filter(guarantee -> Turns.take(0, Turns.GUARANTEES.indexOf(guarantee)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource
    void shouldLoseNothingFromTheFirstMissingEventOn(String guarantee) throws Exception {
        settings.put("processing.guarantee", guarantee);
        try (Sent sent = cluster.sent(pipeline);
                Received received = cluster.received(pipeline)) {
            leaveOpenBatches(sent, 1000);

            JsonNode done = execute("--to", "first-missing");

            for (JsonNode offset : done.get("offsets")) {
                assertThat(offset.get("to").asLong())
                        .isPositive()
                        .isLessThan(offset.get("from").asLong());
                assertThat(offset.get("lostAtMost").asLong()).isZero();
            }
            sendTheRest(sent, received);
            NothingLost.check(sent, received);
        }
    }

    /** The other guarantee; {@code millrace.seeds} has both here and there. */
    static List<String> shouldLoseNothingFromTheFirstMissingEventOn() {
        return Turns.GUARANTEES.stream()
                .filter(guarantee -> Turns.take(1, Turns.GUARANTEES.indexOf(guarantee)))
                .toList();
    }

    /** After all batches have closed there is nothing to lose, and nothing comes again. */
    @Test
    void shouldGoOnExactlyAtTheCommittedOffsetWhenNothingIsOpen() throws Exception {
        settings.put("pipelines." + pipeline + ".max.age.ms", "500");
        try (Sent sent = cluster.sent(pipeline);
                Received received = cluster.received(pipeline)) {
            try (RunningApp app = new RunningApp(settings)) {
                app.awaitReady();
                Flow.check(sent, received, Cluster.PARTITIONS);
                received.settle();
            }

            JsonNode done = execute("--to", "committed");

            for (JsonNode offset : done.get("offsets")) {
                assertThat(offset.get("to")).isEqualTo(offset.get("from"));
                assertThat(offset.get("againAtMost").asLong()).isZero();
                assertThat(offset.get("lostAtMost").asLong()).isZero();
            }
            try (RunningApp app = new RunningApp(settings)) {
                app.awaitReady();
                Flow.check(sent, received, Cluster.PARTITIONS);
                received.settle();
            }
            ExactlyOnce.check(sent, received);
        }
    }

    @Test
    void shouldLoseAtTheCommittedOffsetWhatItSaidItWould() throws Exception {
        try (Sent sent = cluster.sent(pipeline);
                Received received = cluster.received(pipeline)) {
            leaveOpenBatches(sent, 1000);
            Set<String> open = new TreeSet<>(sent.ids);
            received.settle();
            received.ids().forEach(open::remove);

            JsonNode done = execute("--to", "committed");

            long lost = 0;
            for (JsonNode offset : done.get("offsets")) {
                lost += offset.get("lostAtMost").asLong();
                assertThat(offset.get("againAtMost").asLong()).isZero();
            }
            assertThat(lost).isPositive().isEqualTo(open.size());
            settings.put("pipelines." + pipeline + ".max.age.ms", "500");
            try (RunningApp app = new RunningApp(settings)) {
                app.awaitReady();
                received.settle();
                Set<String> missing = new TreeSet<>(sent.ids);
                received.ids().forEach(missing::remove);
                assertThat(missing).isEqualTo(open);
            }
        }
    }

    /** The ids of batches are made of places in the repartition topic, so those must not come again. */
    @Test
    void shouldEmptyARepartitionTopicAndNotMakeItAnew() throws Exception {
        settings.put("pipelines." + pipeline + ".group.by", "group");
        try (Sent sent = cluster.sent(pipeline);
                Received received = cluster.received(pipeline)) {
            leaveOpenBatches(sent, 5_000);
            Object id = everything().get(application.groupedTopic());

            JsonNode done = execute();

            assertThat(done.get("emptiedTopics").get(0).asText()).isEqualTo(application.groupedTopic());
            assertThat(everything().get(application.groupedTopic())).isNotNull().isEqualTo(id);
            settings.put("pipelines." + pipeline + ".batch.max.events", "7");
            sendTheRest(sent, received);
            NothingLost.check(sent, received);
        }
    }

    /** In a process that waits for it. */
    @Test
    void shouldLetThePipelineStartThatWasRefused() throws Exception {
        Map<String, String> two = new HashMap<>(settings);
        use(cluster.newPipeline("exactly_once_v2"));
        String neighbour = two.get("pipelines");
        settings.forEach(two::putIfAbsent);
        two.put("pipelines", neighbour + ',' + pipeline);
        two.put("application.id", settings.get("application.id"));
        two.put("pipelines." + pipeline + ".max.age.ms", "500");
        two.put("pipelines." + neighbour + ".max.age.ms", "500");
        settings = two;
        try (RunningApp app = new RunningApp(settings)) {
            app.awaitReady();
            Flow.check(cluster, pipeline, Cluster.PARTITIONS);
        }
        cluster.createTopic(pipeline + ".others", "1048588");
        settings.put("pipelines." + pipeline + ".source.topic", pipeline + ".others");
        try (RunningApp app = new RunningApp(settings)) {
            assertThat(app.awaitFailed(pipeline)).contains("millrace reset --pipeline " + pipeline);

            Result done = reset("--pipeline", pipeline, "--execute");

            assertThat(done.exitCode()).as(done.output()).isZero();
            assertThat(done.output())
                    .contains("deletes the offset of " + pipeline + ".events-0", "Done.")
                    .doesNotContain(neighbour + ".events");
            app.awaitReady();
            Flow.check(cluster, neighbour, Cluster.PARTITIONS);
        }
        assertThat(CommandLine.run(settings, "stream", "--check").output().lines())
                .containsExactly(neighbour + ": compatible", pipeline + ": compatible");
    }

    @Test
    void shouldSayWhenThereIsNothingToReset() throws Exception {
        Result done = reset("--execute");

        assertThat(done.exitCode()).as(done.output()).isZero();
        assertThat(done.output()).contains("it has left nothing to reset");
    }

    private void leaveOpenBatches(int events) throws Exception {
        try (Sent sent = cluster.sent(pipeline)) {
            leaveOpenBatches(sent, events);
        }
    }

    /** Some are closed, others are not, when the stream has stopped. */
    private void leaveOpenBatches(Sent sent, int events) throws Exception {
        try (RunningApp app = new RunningApp(settings);
                Received seen = cluster.received(pipeline)) {
            app.awaitReady();
            sent.send(events, Cluster.PARTITIONS);
            await().atMost(RunningApp.LIMIT).until(() -> seen.poll().batches.size() >= Cluster.PARTITIONS);
            await().atMost(RunningApp.LIMIT).until(() -> seen.poll().routed.size() >= events / 10);
        }
    }

    private void sendTheRest(Sent sent, Received received) {
        settings.put("pipelines." + pipeline + ".max.age.ms", "500");
        try (RunningApp app = new RunningApp(settings)) {
            app.awaitReady();
            Flow.check(sent, received, Cluster.PARTITIONS);
            received.settle();
        }
    }

    private Result reset(String... options) throws Exception {
        return CommandLine.run(
                settings, Stream.concat(Stream.of("reset"), Stream.of(options)).toArray(String[]::new));
    }

    /** What it says of the pipeline. */
    private JsonNode execute(String... options) throws Exception {
        Result done = reset(Stream.concat(Stream.of("--execute", "--json"), Stream.of(options))
                .toArray(String[]::new));
        assertThat(done.exitCode()).as(done.output()).isZero();
        return JSON.readTree(done.output()).get("pipelines").get(0);
    }

    /** Topics by id, and offsets with what is committed beside them. */
    private Map<String, Object> everything() throws Exception {
        Map<String, Object> all = new TreeMap<>();
        try (Admin admin = cluster.admin()) {
            Set<String> names = admin.listTopics().names().get();
            for (Map.Entry<String, Uuid> topic : ids(admin, names).entrySet()) {
                all.put(topic.getKey(), topic.getValue());
            }
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(application.group())
                    .partitionsToOffsetAndMetadata()
                    .get();
            offsets.forEach((partition, offset) -> all.put("offset of " + partition, offset));
        }
        return all;
    }

    private static Map<String, Uuid> ids(Admin admin, Set<String> names) throws Exception {
        Map<String, Uuid> ids = new HashMap<>();
        admin.describeTopics(List.copyOf(names))
                .allTopicNames()
                .get()
                .forEach((name, topic) -> ids.put(name, topic.topicId()));
        return ids;
    }
}
