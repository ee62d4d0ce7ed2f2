// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.e2e.kit.Answer;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.GatewayLoad;
import io.millrace.e2e.kit.GatewayProcess;
import io.millrace.e2e.kit.TopicContent;
import io.millrace.local.process.Ports;
import io.millrace.operations.instances.InstanceClient;
import io.millrace.operations.profiles.RollingSwitch;
import io.millrace.profile.Profiles;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that gets another profile under load, or is told to stop: an event in a 200 is in the topic, and any other answer tells clients to repeat. */
class GatewayOutageIT {
    private static final int SOME = 200;
    private static final String TOKEN = "admin-token";

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static GatewayProcess gateway;
    private static String admin;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder);
        cluster.kafka.start();
        cluster.kafka.awaitReady();
        cluster.createTopic("logs.events", "1048588");
        int adminPort = Ports.free();
        admin = "http://127.0.0.1:" + adminPort;
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "pipelines",
                "logs",
                "pipelines.logs.format",
                "JSON",
                "gateway.drain.delay.ms",
                "1500",
                // Usually after five minutes: what it is told anew must not be forgotten in between.
                "kafka.gateway.producer.metadata.max.age.ms",
                "50",
                "admin.token",
                TOKEN,
                "admin.port",
                Integer.toString(adminPort)));
        gateway = new GatewayProcess(cluster.site, "gateway", settings);
        gateway.start();
        gateway.awaitReady();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        cluster.close();
    }

    @Test
    void shouldRefuseNothingWhileProfilesAreSwitched() throws Exception {
        try (GatewayLoad load = new GatewayLoad(gateway)) {
            awaitFurther(load);
            for (String profile : List.of("durability", "latency")) {
                InstanceClient process = new InstanceClient(admin, TOKEN);
                new RollingSwitch(List.of(process), Profiles.named(profile), Duration.ofMinutes(1), line -> {}).run();
                assertThat(process.status().profile()).isEqualTo(profile);
                awaitFurther(load);
            }
            load.stop();
            assertThat(load.refused).isEmpty();
            assertThat(load.broken).hasValue(0);
            check(load);
        }
    }

    @Test
    void shouldAnswerEveryRequestBeforeItStops() throws Exception {
        try (GatewayLoad load = new GatewayLoad(gateway)) {
            awaitFurther(load);

            gateway.process().terminate();
            await().until(() -> !gateway.isReady());
            int before = load.answered.size();
            HttpResponse<String> late = gateway.post("logs", "application/json", "[]".getBytes(StandardCharsets.UTF_8));
            assertThat(late.headers().firstValue("Connection")).contains("close");
            await().until(() -> !gateway.isAlive());
            assertThat(load.answered.size()).as("it served on").isGreaterThan(before);
            assertThat(Files.readString(gateway.logFile())).contains("allAnswered=\"true\"");
            gateway.start();

            load.stop();
            check(load);
        }
    }

    private static void awaitFurther(GatewayLoad load) {
        int before = load.answered.size();
        await().atMost(Duration.ofMinutes(1)).until(() -> load.answered.size() > before + SOME);
    }

    /** Each 200 names offsets that hold its events; what is there more often was repeated, where a reader can see that. */
    private static void check(GatewayLoad load) {
        assertThat(load.refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(Integer.parseInt(answer.retryAfter())).isBetween(1, 32);
            assertThat(answer.shed() != null || answer.body().has("retry")).isTrue();
        });
        TopicContent topic = TopicContent.of(cluster.bootstrapServers(), "logs.events");
        for (Map.Entry<List<String>, Answer> request : load.answered.entrySet()) {
            assertThat(request.getValue().in(topic))
                    .doesNotContainNull()
                    .extracting(one -> TopicContent.text(one.value()))
                    .isEqualTo(request.getKey());
        }
        Map<String, Set<Integer>> partitions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> one : topic.all()) {
            String key = TopicContent.header(one, "millrace.request.key");
            partitions.computeIfAbsent(key, name -> new HashSet<>()).add(one.partition());
            assertThat(TopicContent.text(one.value()))
                    .isEqualTo('"' + key + '-' + TopicContent.header(one, "millrace.request.index") + '"');
        }
        assertThat(partitions.values()).as("repetitions are in one partition").allMatch(of -> of.size() == 1);
    }
}
