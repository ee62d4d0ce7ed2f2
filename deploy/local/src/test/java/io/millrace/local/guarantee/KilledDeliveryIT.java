package io.millrace.local.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.local.Deployment;
import io.millrace.local.Plan;
import io.millrace.local.server.Lifetime;
import io.millrace.local.server.Ports;
import io.millrace.local.server.Site;
import io.millrace.local.server.StackPorts;
import io.millrace.ops.Verification;
import io.millrace.ops.VerificationReport;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole way to S3, with the stream process and the Connect worker killed while they work. */
class KilledDeliveryIT {
    private static final int PARTITIONS = 4;
    private static final int EVENTS_PER_STEP = 3_000;

    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("millrace.seeds", 1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldDeliverEveryEventOnceAndNeverChangeAnObject(long seed) throws Exception {
        Random random = new Random(seed);
        Plan plan = Plan.of(
                StackPorts.free(1),
                List.of(Ports.free()),
                List.of(),
                Map.of(
                        "pipelines", "logs",
                        "pipelines.logs.format", "JSON",
                        "pipelines.logs.batch.max.events", "100",
                        "pipelines.logs.max.age.ms", "2000"));
        try (Deployment deployment = new Deployment(new Site(folder, Lifetime.ATTACHED), plan)) {
            deployment.start(line -> {});
            try (Sent sent = new Sent(deployment.stack().bootstrapServers(), "logs.events")) {
                Map<Path, byte[]> before = new HashMap<>();
                for (int kill = 0; kill < 3; kill++) {
                    int delivered = before.size();
                    sent.send(EVENTS_PER_STEP, PARTITIONS);
                    int enough = delivered + 1 + random.nextInt(20);
                    await().atMost(Duration.ofSeconds(90))
                            .until(() -> objects(deployment).size() >= enough);
                    deployment.stack().connect().kill();
                    deployment.instances().get(0).kill();
                    before.putAll(contents(deployment));
                    deployment.revive();
                }
                VerificationReport report = verify(deployment);

                assertThat(report.conserved()).as(report.text()).isTrue();
                assertThat(ids(deployment)).containsExactlyInAnyOrderElementsOf(sent.ids);
                Map<Path, byte[]> after = contents(deployment);
                before.forEach((object, bytes) ->
                        assertThat(after.get(object)).as(object.toString()).isEqualTo(bytes));
            }
        }
    }

    private static VerificationReport verify(Deployment deployment) throws InterruptedException {
        try (Verification verification =
                new Verification(deployment.config(), deployment.config().pipelines(), true)) {
            return verification.await(Duration.ofSeconds(120));
        }
    }

    private static List<Path> objects(Deployment deployment) {
        List<Path> objects = new ArrayList<>();
        collect(deployment.bucket().toFile(), objects);
        return objects;
    }

    /** Looks away from files that vanish meanwhile: the server writes under another name first. */
    private static void collect(File folder, List<Path> objects) {
        for (File file : Objects.requireNonNullElse(folder.listFiles(), new File[0])) {
            if (file.isDirectory()) {
                collect(file, objects);
            } else if (file.getName().endsWith(".jsonl.gz")) {
                objects.add(file.toPath());
            }
        }
    }

    private static Map<Path, byte[]> contents(Deployment deployment) throws IOException {
        Map<Path, byte[]> contents = new HashMap<>();
        for (Path object : objects(deployment)) {
            contents.put(object, Files.readAllBytes(object));
        }
        return contents;
    }

    private static List<String> ids(Deployment deployment) throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path object : objects(deployment)) {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(object)), StandardCharsets.UTF_8))) {
                lines.lines().forEach(line -> ids.add(line.substring(line.indexOf("event-"), line.lastIndexOf('"'))));
            }
        }
        return ids;
    }
}
