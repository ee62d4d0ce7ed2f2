// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.e2e.kit.Delivered;
import io.millrace.e2e.kit.Sent;
import io.millrace.e2e.kit.Turns;
import io.millrace.local.ObjectFiles;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Site;
import io.millrace.local.server.StackPorts;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.StreamPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole way to S3, OpenSearch and PostgreSQL, with the stream process and the Connect worker killed while they work. */
class KilledDeliveryIT {
    private static final int PARTITIONS = 4;
    private static final int EVENTS_PER_STEP = 3_000;

    @TempDir
    Path folder;

    /** The first, exactly once; or {@code millrace.seeds} of them under each guarantee. */
    static Stream<Arguments> seeds() {
        return Turns.GUARANTEES.stream()
                .filter(guarantee -> Turns.take(Turns.GUARANTEES.indexOf(guarantee)))
                .flatMap(guarantee ->
                        LongStream.range(0, Math.max(1, Turns.SEEDS)).mapToObj(seed -> Arguments.of(guarantee, seed)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldDeliverEveryEventAndNeverChangeAnObject(String guarantee, long seed) throws Exception {
        try (Deployment deployment = new Deployment(new Site(folder, Lifetime.ATTACHED), plan(guarantee))) {
            deployment.start(line -> {});
            try (Sent sent = new Sent(deployment.stack().bootstrapServers(), "logs.events")) {
                Map<Path, byte[]> before = killThreeTimes(deployment, sent, new Random(seed));
                if (guarantee.equals("exactly_once_v2")) {
                    Delivered.checkExactlyOnce(deployment, sent);
                } else {
                    await().untilAsserted(() -> Delivered.checkNothingLost(deployment, sent));
                }
                Map<Path, byte[]> after = contents(deployment);
                before.forEach((object, bytes) ->
                        assertThat(after.get(object)).as(object.toString()).isEqualTo(bytes));
            }
        }
    }

    private static Plan plan(String guarantee) {
        return Plan.of(
                StackPorts.free(1),
                List.of(StreamPorts.free()),
                List.of(),
                Map.of(
                        "processing.guarantee", guarantee,
                        "pipelines", "logs",
                        "pipelines.logs.format", "JSON",
                        "pipelines.logs.sinks", "s3,opensearch,postgres",
                        "pipelines.logs.routes", "id matches \".*4\" -> batch to logs.apart",
                        "pipelines.logs.batch.max.events", "100",
                        "pipelines.logs.max.age.ms", "2000"));
    }

    /** The objects that were there at a kill. */
    private static Map<Path, byte[]> killThreeTimes(Deployment deployment, Sent sent, Random random)
            throws IOException {
        Map<Path, byte[]> before = new HashMap<>();
        for (int kill = 0; kill < 3; kill++) {
            int enough = before.size() + 1 + random.nextInt(20);
            sent.send(EVENTS_PER_STEP, PARTITIONS);
            await().until(() -> ObjectFiles.in(deployment.bucket()).size() >= enough);
            deployment.stack().connect().kill();
            deployment.instances().get(0).kill();
            before.putAll(contents(deployment));
            deployment.revive();
        }
        return before;
    }

    private static Map<Path, byte[]> contents(Deployment deployment) throws IOException {
        Map<Path, byte[]> contents = new HashMap<>();
        for (Path object : ObjectFiles.in(deployment.bucket())) {
            contents.put(object, Files.readAllBytes(object));
        }
        return contents;
    }
}
