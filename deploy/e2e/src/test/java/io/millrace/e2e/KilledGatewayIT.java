// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.e2e.kit.GatewayProcess;
import io.millrace.e2e.kit.HttpPipeline;
import io.millrace.e2e.kit.RequestPlan;
import io.millrace.e2e.kit.RequestRun;
import io.millrace.e2e.kit.StreamProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

    private static final int PARTITIONS = 2;
    private static final int STREAMS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Until batches on a partition that Kafka has left open are ended as an operator would. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(90).plusMillis(20L * REQUESTS);

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("millrace.seed", 1));
    private final List<StreamProcess> streams = new ArrayList<>();
    private HttpPipeline pipeline;
    private GatewayProcess gateway;

    @BeforeEach
    void start() throws Exception {
        pipeline = new HttpPipeline(folder, PARTITIONS);
        pipeline.start();
        gateway = pipeline.gateway(
                "gateway",
                Map.of(
                        "kafka.gateway.producer.delivery.timeout.ms", "4000",
                        "kafka.gateway.producer.request.timeout.ms", "2000"));
        gateway.start();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(pipeline.stream("stream-" + i, 0));
        }
        streams.forEach(StreamProcess::start);
        gateway.awaitReady();
    }

    @AfterEach
    void stop() {
        streams.forEach(StreamProcess::kill);
        gateway.close();
        pipeline.close();
    }

    @Test
    void shouldPutEachEventOfA200IntoOneBatch() throws Exception {
        RequestPlan plan = new RequestPlan(REQUESTS, random);
        try (RequestRun run = new RequestRun(plan, List.of(gateway), "logs", pipeline.claims)) {
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
                    .addKeyValue("claims", pipeline.claims)
                    .log("Each request has its 200");
        }
        pipeline.check(plan, LONG_WAIT, this::keepStreamsAlive);
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
        pipeline.cluster.kafka.kill();
        await().atMost(PATIENCE).until(() -> run.refused.get() > before);
        assertThat(gateway.isReady()).as("it says itself when to come back").isTrue();
        pipeline.cluster.kafka.start();
        pipeline.cluster.kafka.awaitReady();
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
}
