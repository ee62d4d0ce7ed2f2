// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.process.Ports;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands as a user runs them. */
class CommandsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LINES = 1_000;
    private static final long STEP_MS = 40_000;
    private static final DateTimeFormatter FOLDERS =
            DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd/'hr='HH").withZone(ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Cli millrace;

    @BeforeEach
    void makeHome() throws IOException {
        // What server settings have to escape, unless this machine's locale has no such letter.
        String name = Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode('ü')
                ? "ü"
                : "u";
        millrace = new Cli(Files.createDirectory(folder.resolve("mill race (" + name + ")")));
    }

    @AfterEach
    void stopWhatAFailedTestLeft() throws Exception {
        if (!millrace.processes().isEmpty()) {
            millrace.run("down");
        }
        millrace.close();
    }

    @Test
    void shouldShowADemoAndAccountForEveryEvent() throws Exception {
        // When
        Path file = folder.resolve("report.json");
        Cli.Result demo = millrace.run("demo", "--events", "20000", "--report", file.toString());

        // Then
        assertThat(demo.exitCode()).as(demo.output()).isZero();
        JsonNode report = JSON.readTree(file.toFile());
        assertThat(report.get("conserved").asBoolean()).isTrue();
        assertThat(report.get("pipeline")).hasSize(3).allSatisfy(CommandsIT::assertBalanced);
        assertThat(sum(report, "produced")).isEqualTo(20_000);
        List<String> ids = new ArrayList<>();
        for (String line : ObjectFiles.allLines(millrace.traces())) {
            ids.add(JSON.readTree(line).get("id").asText());
        }
        assertThat(ids).doesNotHaveDuplicates().hasSize((int) sum(report, "batched"));
        assertNothingRuns();
    }

    private static void assertBalanced(JsonNode pipeline) {
        long batched = pipeline.get("batched").asLong();
        assertThat(batched).isPositive();
        assertThat(pipeline.get("produced").asLong())
                .isEqualTo(batched + pipeline.get("deadLettered").asLong());
        assertThat(pipeline.get("delivered").asLong()).isEqualTo(batched);
    }

    private static long sum(JsonNode report, String figure) {
        long sum = 0;
        for (JsonNode pipeline : report.get("pipeline")) {
            sum += pipeline.get(figure).asLong();
        }
        return sum;
    }

    @Test
    void shouldBringTheLinesOfAFileIntoTheFoldersOfTheirHours() throws Exception {
        // Given
        succeed("up", upOptions());
        assertThat(succeed("verify")).contains("Conserved");

        // When
        assertThat(succeed("feed", file().toString(), "--pipeline", "access")).contains(LINES + " events sent");

        // Then
        Path file = folder.resolve("report.json");
        succeed("verify", "--wait", "60s", "--report", file.toString());
        JsonNode access = JSON.readTree(file.toFile()).at("/pipeline/access");
        assertThat(access.get("produced").asLong()).isEqualTo(LINES);
        assertThat(access.get("delivered").asLong()).isEqualTo(LINES);
        assertEachLineInTheFolderOfItsHour();
        assertThat(succeed("status")).contains("kafka", "s3-access", "stream-0", "running");
        assertThat(succeed("up")).contains("It is already running.");

        // When
        succeed("down", "--delete");

        // Then
        assertNothingRuns();
        assertThat(millrace.traces().resolve("up")).doesNotExist();
        assertThat(succeed("status")).contains("Nothing is up");
    }

    private void assertEachLineInTheFolderOfItsHour() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path object : ObjectFiles.in(millrace.traces())) {
            for (String line : ObjectFiles.lines(object)) {
                JsonNode event = JSON.readTree(line);
                Instant time = Instant.ofEpochMilli(event.get("ts").asLong());
                assertThat(object.getParent()).endsWith(Path.of("access", FOLDERS.format(time)));
                ids.add(event.get("id").asText());
            }
        }
        assertThat(ids).doesNotHaveDuplicates().hasSize(LINES);
        assertThat(ObjectFiles.in(millrace.traces()).stream().map(Path::getParent))
                .as("eleven hours and a bit, from 10:05 on")
                .contains(Path.of(millrace.traces() + "/up/data/s3/millrace/access/"
                        + FOLDERS.format(Instant.parse("2015-05-17T10:05:03Z"))))
                .contains(Path.of(millrace.traces() + "/up/data/s3/millrace/access/dt=2015-05-17/hr=21"));
    }

    private String[] upOptions() throws IOException {
        Path config = Files.writeString(folder.resolve("mine.properties"), """
                pipelines=access
                pipelines.access.format=JSON
                pipelines.access.timestamp.field=ts
                pipelines.access.window.ms=3600000
                pipelines.access.grace.ms=300000
                pipelines.access.max.age.ms=2000
                """);
        Stream<String> ports = Stream.of("kafka", "controller", "registry", "s3", "connect", "http")
                .map(kind -> "--" + kind + "-port=" + Ports.free());
        return Stream.concat(Stream.of("--config", config.toString()), ports).toArray(String[]::new);
    }

    /** In May 2015, one every forty seconds, each four in reverse. */
    private Path file() throws IOException {
        long start = Instant.parse("2015-05-17T10:05:03Z").toEpochMilli();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add("{\"id\":\"event-" + i + "\",\"ts\":" + (start + (i ^ 3) * STEP_MS) + ",\"path\":\"/\"}");
        }
        return Files.write(folder.resolve("access.ndjson"), lines);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '',                 Usage: millrace
            statsu,             millrace status
            demo --events many, Usage: millrace demo
            feed,               Usage: millrace feed
            """)
    void shouldSayHowItIsUsed(String line, String hint) throws Exception {
        // When
        Cli.Result result = millrace.run(line.isEmpty() ? new String[0] : line.split(" ", -1));

        // Then
        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.output()).contains(hint);
    }

    @Test
    void shouldRunInALocaleOfAsciiThroughTheLauncher() throws Exception {
        // When
        Cli.Result result = millrace.launch(Map.of("LC_ALL", "C", "MILLRACE_SKIP_BUILD", "1"), "status");

        // Then
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("Nothing is up");
    }

    @Test
    void shouldListEveryCommand() throws Exception {
        // When
        String help = succeed("--help");

        // Then
        assertThat(help).contains("demo", "up", "down", "status", "logs", "feed", "verify", "stream", "bench");
    }

    private String succeed(String command, String... arguments) throws Exception {
        Cli.Result result = millrace.run(
                Stream.concat(Stream.of(command), Stream.of(arguments)).toArray(String[]::new));
        assertThat(result.exitCode()).as(command + ": " + result.output()).isZero();
        return result.output();
    }

    /** One that nobody reaps has lost its command line. */
    private void assertNothingRuns() {
        await().untilAsserted(() -> assertThat(millrace.processes()).isEmpty());
    }
}
