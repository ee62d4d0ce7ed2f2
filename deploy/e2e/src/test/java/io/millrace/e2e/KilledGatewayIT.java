// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.cli.verify.VerificationView;
import io.millrace.config.MillraceConfig;
import io.millrace.e2e.kit.Batched;
import io.millrace.e2e.kit.Claims;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.EndedTransactions;
import io.millrace.e2e.kit.GatewayProcess;
import io.millrace.e2e.kit.RequestPlan;
import io.millrace.e2e.kit.RequestRun;
import io.millrace.e2e.kit.StreamProcess;
import io.millrace.operations.verify.Verification;
import io.millrace.operations.verify.VerificationReport;
import io.millrace.operations.verify.account.Balance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the client's first byte to the batch: broker, gateway and stream processes are killed under the requests of clients that repeat them. */
class KilledGatewayIT {
    private static final Logger LOG = LoggerFactory.getLogger(KilledGatewayIT.class);

    private static final int REQUESTS = Integer.getInteger("millrace.gateway.requests", 500);
    private static final int BROKER_KILLS = Integer.getInteger("millrace.broker.kills", 2);
    /** Each time a stream process too. */
    private static final int GATEWAY_KILLS = Integer.getInteger("millrace.gateway.kills", 1);

    private static final int STREAMS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Until batches on a partition that Kafka has left open are ended as an operator would. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(90).plusMillis(20L * REQUESTS);

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("millrace.seed", 1));
    private final Claims claims = new Claims(Cluster.PARTITIONS);
    private final List<StreamProcess> streams = new ArrayList<>();
    private Cluster cluster;
    private GatewayProcess gateway;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        cluster = new Cluster(folder);
        cluster.start();
        for (String kind : List.of("events", "batches", "dlq", "dropped")) {
            cluster.createTopic("logs." + kind, kind.equals("dlq") ? "33554432" : "1048588");
        }
        settings = settings();
        gateway = new GatewayProcess(
                cluster.site,
                "gateway",
                with(Map.of(
                        "kafka.gateway.producer.delivery.timeout.ms", "4000",
                        "kafka.gateway.producer.request.timeout.ms", "2000")));
        gateway.start();
        for (int i = 0; i < STREAMS; i++) {
            String name = "stream-" + i;
            streams.add(new StreamProcess(
                    cluster.site,
                    name,
                    with(Map.of(
                            "http.port",
                            "0",
                            "state.dir",
                            folder.resolve(name).toString(),
                            "kafka.consumer.group.instance.id",
                            name,
                            "kafka.consumer.session.timeout.ms",
                            "6000"))));
        }
        streams.forEach(StreamProcess::start);
        gateway.awaitReady();
    }

    private Map<String, String> settings() {
        Map<String, String> common = new HashMap<>(Map.of(
                "profile", "durability",
                "bootstrap.servers", cluster.bootstrapServers(),
                "schema.registry.url", cluster.registry.url().toString(),
                "pipelines", "logs",
                "pipelines.logs.format", "JSON",
                "pipelines.logs.max.age.ms", "2000",
                "pipelines.logs.dedup.by", "header millrace.request.key, header millrace.request.index",
                "pipelines.logs.dedup.max.ids", "1000000"));
        common.putAll(Map.of(
                "kafka.replication.factor", "1",
                "kafka.topic.min.insync.replicas", "1",
                "kafka.num.standby.replicas", "0",
                "topics.replication.factor", "1",
                "topics.min.insync.replicas", "1"));
        return common;
    }

    private Map<String, String> with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }

    @AfterEach
    void stop() {
        streams.forEach(StreamProcess::kill);
        gateway.close();
        cluster.close();
    }

    @Test
    void shouldPutEachEventOfA200IntoOneBatch() throws Exception {
        RequestPlan plan = new RequestPlan(REQUESTS, random);
        try (RequestRun run = new RequestRun(plan, gateway, "logs", claims)) {
            int sendings = plan.order().length;
            int kills = BROKER_KILLS + GATEWAY_KILLS;
            for (int kill = 1, ofGateway = 0; kill <= kills; kill++) {
                awaitAnswered(run, (int) ((long) sendings * kill / (kills + 1)));
                if (ofGateway * kills < kill * GATEWAY_KILLS - kills / 2) {
                    ofGateway++;
                    killGatewayAndStream(run);
                } else {
                    killBroker(run);
                }
                LOG.atInfo()
                        .addKeyValue("kills", kill)
                        .addKeyValue("answered", run.answered())
                        .log("Killed");
            }
            awaitAnswered(run, sendings);
            LOG.atInfo()
                    .addKeyValue("requests", REQUESTS)
                    .addKeyValue("events", plan.events())
                    .addKeyValue("answered", run.answered())
                    .addKeyValue("refused", run.refused)
                    .addKeyValue("broken", run.broken)
                    .addKeyValue("claims", claims)
                    .log("Each request has its 200");
        }
        check(plan);
    }

    private void awaitAnswered(RequestRun run, int count) {
        int[] before = {run.answered()};
        while (before[0] < count) {
            await().atMost(PATIENCE).until(() -> {
                keepStreamsAlive();
                return run.answered() > before[0];
            });
            before[0] = run.answered();
        }
    }

    private void killBroker(RequestRun run) {
        int before = run.refused.get();
        cluster.kafka.kill();
        await().atMost(PATIENCE).until(() -> run.refused.get() > before);
        assertThat(gateway.isReady()).as("it says itself when to come back").isTrue();
        cluster.kafka.start();
        cluster.kafka.awaitReady();
    }

    private void killGatewayAndStream(RequestRun run) {
        int before = run.broken.get();
        StreamProcess stream = streams.get(random.nextInt(STREAMS));
        stream.kill();
        gateway.kill();
        await().atMost(PATIENCE).until(() -> run.broken.get() > before);
        gateway.start();
        stream.start();
    }

    /** As whoever runs them would. */
    private void keepStreamsAlive() {
        streams.stream().filter(stream -> !stream.isAlive()).forEach(StreamProcess::start);
    }

    private void check(RequestPlan plan) throws Exception {
        Balance balance = conserved();
        String brokers = cluster.bootstrapServers();
        int[] inTopic = claims.check(brokers, "logs.events", plan.events());
        int[] inBatches = Batched.counts(brokers, "logs.batches", plan.events());
        long repeated = IntStream.range(0, plan.events())
                .filter(plan::isKeyed)
                .mapToLong(event -> inTopic[event] - 1)
                .sum();

        assertThat(IntStream.range(0, plan.events())
                        .filter(event -> inBatches[event] != (plan.isKeyed(event) ? 1 : inTopic[event])))
                .as("events that are in the wrong number of batches")
                .isEmpty();
        assertThat(inTopic).doesNotContain(0);
        assertThat(balance.duplicates()).isEqualTo(repeated);
        assertThat(balance.deadLettered()).isZero();
    }

    private Balance conserved() throws InterruptedException {
        MillraceConfig config = MillraceConfig.of(settings);
        EndedTransactions transactions = new EndedTransactions();
        try (Verification verification = new Verification(config, config.pipelines(), true)) {
            VerificationReport report = verification.await(LONG_WAIT);
            if (!report.conserved()) {
                keepStreamsAlive();
                transactions.end(settings);
                report = verification.await(LONG_WAIT);
            }
            LOG.atInfo().addKeyValue("transactions", transactions.told()).log(VerificationView.text(report));
            assertThat(report.conserved()).as(VerificationView.text(report)).isTrue();
            return report.pipelines().get("logs");
        }
    }
}
