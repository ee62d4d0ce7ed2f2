// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands as a user runs them. */
class CommandsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final Cli millrace = new Cli();

    @Test
    void shouldShowADemoAndAccountForEveryEvent() throws Exception {
        // When
        Path file = millrace.folder().resolve("report.json");
        Cli.Result demo = millrace.run("demo", "--events", "20000", "--report", file.toString());

        // Then
        assertThat(demo.exitCode()).as(demo.output()).isZero();
        JsonNode report = JSON.readTree(file.toFile());
        assertThat(report.get("conserved").asBoolean()).isTrue();
        assertThat(report.get("pipeline")).hasSize(3).allSatisfy(CommandsIT::assertBalanced);
        assertThat(sum(report, "produced")).isEqualTo(20_000);
        assertThat(List.of("routed", "dropped", "duplicates", "deadLettered"))
                .allSatisfy(term -> assertThat(sum(report, term)).as(term).isPositive());
        List<String> ids = new ArrayList<>();
        for (String line : ObjectFiles.allLines(millrace.traces())) {
            ids.add(JSON.readTree(line).get("id").asText());
        }
        assertThat(ids).doesNotHaveDuplicates().hasSize((int) sum(report, "batched"));
        millrace.awaitNothingRuns();
    }

    private static void assertBalanced(JsonNode pipeline) {
        long batched = pipeline.get("batched").asLong();
        assertThat(batched).isPositive();
        long elsewhere = Stream.of("routed", "dropped", "duplicates", "deadLettered")
                .mapToLong(term -> pipeline.get(term).asLong())
                .sum();
        assertThat(pipeline.get("produced").asLong()).isEqualTo(batched + elsewhere);
        assertThat(pipeline.get("delivered").asLong()).isEqualTo(batched);
    }

    private static long sum(JsonNode report, String figure) {
        long sum = 0;
        for (JsonNode pipeline : report.get("pipeline")) {
            sum += pipeline.get(figure).asLong();
        }
        return sum;
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
        String help = millrace.succeed("--help");

        // Then
        assertThat(help)
                .contains(
                        "demo", "drill", "up", "down", "status", "logs", "feed", "verify", "reset", "stream", "bench");
    }
}
