// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.e2e.kit.CommandLine;
import io.millrace.e2e.kit.GatewayProcess;
import io.millrace.e2e.kit.HttpPipeline;
import io.millrace.e2e.kit.RequestPlan;
import io.millrace.e2e.kit.RequestRun;
import io.millrace.e2e.kit.StreamProcess;
import io.millrace.e2e.kit.TopicContent;
import io.millrace.local.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An upgrade under load: gateways and stream processes stop and start again in turn, then there are fewer and more of them. */
class RollingIT {
    private static final Logger LOG = LoggerFactory.getLogger(RollingIT.class);

    private static final int ROUNDS = Integer.getInteger("millrace.rounds", 1);
    private static final int PARTITIONS = 6;
    private static final String BATCHES = "logs.batches";
    private static final int GATEWAYS = 2;
    private static final int STREAMS = 3;
    private static final int EVENTS_PER_SECOND = 5_000;
    private static final int SOME = 50;
    /** More than are sent while processes take turns. */
    private static final int ENDLESS_REQUESTS = 200_000;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private final List<StreamProcess> streams = new ArrayList<>();
    private final Map<StreamProcess, Integer> ports = new HashMap<>();
    private HttpPipeline pipeline;

    @BeforeEach
    void start() throws Exception {
        pipeline = new HttpPipeline(folder, PARTITIONS);
        pipeline.start();
        for (int i = 0; i < GATEWAYS; i++) {
            gateways.add(pipeline.gateway("gateway-" + i, Map.of()));
        }
        for (int i = 0; i < STREAMS; i++) {
            int port = Ports.free();
            streams.add(pipeline.stream("stream-" + i, port));
            ports.put(streams.get(i), port);
        }
        gateways.forEach(GatewayProcess::start);
        streams.forEach(StreamProcess::start);
        gateways.forEach(GatewayProcess::awaitReady);
        streams.forEach(this::awaitReady);
    }

    @AfterEach
    void stop() {
        streams.forEach(StreamProcess::kill);
        gateways.forEach(GatewayProcess::close);
        pipeline.close();
    }

    @Test
    void shouldLoseAndRepeatNothingWhileProcessesTakeTurns() throws Exception {
        long begun = System.currentTimeMillis();
        RequestPlan all = new RequestPlan(ENDLESS_REQUESTS, new Random(1));
        try (RequestRun run = new RequestRun(all, gateways, "logs", pipeline.claims, EVENTS_PER_SECOND)) {
            awaitFurther(run);
            for (int round = 0; round < ROUNDS; round++) {
                roll(run);
            }
            scale(run);
            long ended = System.currentTimeMillis();
            RequestPlan done = run.stop();
            assertThat(gateways).allSatisfy(gateway -> assertThat(Files.readString(gateway.logFile()))
                    .contains("allAnswered=\"true\"")
                    .doesNotContain("allAnswered=\"false\""));
            pipeline.check(done, PATIENCE, () -> {});
            LOG.atInfo()
                    .addKeyValue("rounds", ROUNDS)
                    .addKeyValue("seconds", (ended - begun) / 1_000)
                    .addKeyValue("answered", run.answered())
                    .addKeyValue("refused", run.refused)
                    .addKeyValue("unconnected", run.unconnected)
                    .addKeyValue("onClosedConnections", run.broken.get() - run.unconnected.get())
                    .addKeyValue("claims", pipeline.claims)
                    .addKeyValue("longestPauseMs", longestPauses(begun, ended))
                    .log("Every process was replaced");
        }
    }

    private void roll(RequestRun run) throws ExecutionException, InterruptedException {
        for (GatewayProcess gateway : gateways) {
            gateway.close();
            awaitFurther(run);
            gateway.start();
            gateway.awaitReady();
        }
        for (StreamProcess stream : streams) {
            stream.stop();
            stream.start();
            awaitReady(stream);
            awaitABatchOfEachPartition();
        }
    }

    /** To one process, which has all partitions when the others have left for good, and back to three. */
    private void scale(RequestRun run) throws Exception {
        CommandLine.Result mistyped = pipeline.command("leave", "stream-1", "stream-9");
        assertThat(mistyped.exitCode()).isEqualTo(1);
        assertThat(mistyped.output()).contains("stream-9: no static member").contains("stream-0, stream-1, stream-2");
        List<StreamProcess> others = streams.subList(1, STREAMS);
        others.forEach(StreamProcess::stop);
        CommandLine.Result left = pipeline.command("leave", "stream-1", "stream-2");
        assertThat(left.exitCode()).as(left.output()).isZero();
        awaitABatchOfEachPartition();
        others.forEach(StreamProcess::start);
        others.forEach(this::awaitReady);
        awaitFurther(run);
    }

    private void awaitABatchOfEachPartition() throws ExecutionException, InterruptedException {
        try (Admin admin = pipeline.cluster.admin()) {
            List<Long> before = committedEnds(admin);
            await().atMost(PATIENCE).until(() -> {
                List<Long> now = committedEnds(admin);
                return IntStream.range(0, PARTITIONS).allMatch(i -> now.get(i) > before.get(i));
            });
        }
    }

    private static List<Long> committedEnds(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        IntStream.range(0, PARTITIONS).forEach(i -> ends.put(new TopicPartition(BATCHES, i), OffsetSpec.latest()));
        ListOffsetsResult listed = admin.listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
        List<Long> offsets = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            offsets.add(
                    listed.partitionResult(new TopicPartition(BATCHES, i)).get().offset());
        }
        return offsets;
    }

    private static void awaitFurther(RequestRun run) {
        int before = run.answered();
        await().atMost(PATIENCE).until(() -> run.answered() > before + SOME);
    }

    private void awaitReady(StreamProcess stream) {
        URI ready = URI.create("http://" + Ports.HOST + ':' + ports.get(stream) + "/ready");
        HttpRequest request = HttpRequest.newBuilder(ready).build();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> http.send(request, BodyHandlers.ofString()).statusCode() == 200);
    }

    /** By partition, in milliseconds: between two batches that the broker got, each of which is open for at most two seconds. */
    private List<Long> longestPauses(long begun, long ended) {
        long[] last = new long[PARTITIONS];
        Long[] longest = new Long[PARTITIONS];
        Arrays.fill(last, begun);
        Arrays.fill(longest, 0L);
        for (ConsumerRecord<byte[], byte[]> batch :
                TopicContent.of(pipeline.cluster.bootstrapServers(), BATCHES).all()) {
            int partition = batch.partition();
            long at = Math.min(batch.timestamp(), ended);
            longest[partition] = Math.max(longest[partition], at - last[partition]);
            last[partition] = at;
        }
        return List.of(longest);
    }
}
