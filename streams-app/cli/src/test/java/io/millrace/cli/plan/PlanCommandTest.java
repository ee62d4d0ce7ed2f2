// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.app.Commands;
import io.millrace.config.ConfigSources;
import io.millrace.config.MillraceConfig;
import io.millrace.resolved.ResolvedConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PlanCommandTest {
    @TempDir
    Path folder;

    @Test
    void shouldSayOfEachNumberWhereItComesFrom() throws IOException {
        String text = out("--tps", "500");
        JsonNode json = new ObjectMapper().readTree(out("--tps", "500", "--json"));

        assertThat(text)
                .contains("events per batch", "Binds first: ", "sum", "Where numbers come from:", "[1] rehearsed");
        assertThat(json.get("figures")).isNotEmpty().allSatisfy(figure -> assertThat(
                        figure.at("/origin/source").asText())
                .isNotBlank());
        assertThat(text)
                .contains(String.format(
                        Locale.ROOT,
                        "%,.2f",
                        Double.parseDouble(json.at("/bill/total").asText())));
    }

    @Test
    void shouldWriteAFileThatAStreamProcessCanStartWith() throws IOException {
        Path own = Files.writeString(folder.resolve("own.properties"), """
                pipelines=clicks
                pipelines.clicks.format=JSON
                pipelines.clicks.timestamp.field=a\\\\b
                bootstrap.servers=kafka:9092
                """);
        Path written = folder.resolve("planned.properties");

        out(
                "-c",
                own.toString(),
                "--tps",
                "500",
                "--profile",
                "latency",
                "--partitions",
                "6",
                "--keep",
                "2d",
                "--write",
                written.toString());

        ResolvedConfig config = ResolvedConfig.of(MillraceConfig.of(ConfigSources.read(written)));
        assertThat(config.config().bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(config.config().pipeline("clicks").timestampField()).isEqualTo("a\\b");
        assertThat(config.config().profile().name()).isEqualTo("latency");
        assertThat(config.config().topicRules().partitions()).isEqualTo(6);
        assertThat(config.config().topicRules().settings()).containsEntry("retention.ms", "172800000");
    }

    @Test
    void shouldRefuseWhatMakesNoPlan() throws IOException {
        Path noReport = Files.writeString(folder.resolve("no.json"), "{}");

        assertThat(run()).isEqualTo(2);
        assertThat(run("--tps", "0")).isEqualTo(2);
        assertThat(run("--tps", "many")).isEqualTo(2);
        assertThat(run("--tps", "1", "--against", "http://localhost:1")).isEqualTo(2);
        assertThat(run("--tps", "1", "--figures", noReport.toString())).isEqualTo(2);
        assertThat(run("--tps", "1", "--figures", folder.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(run("--tps", "1", "--prices", noReport.toString())).isEqualTo(2);
        assertThat(run("--tps", "1", "--profile", "fast")).isEqualTo(2);
        assertThat(run("--tps", "1", "--partitions", "0")).isEqualTo(2);
        assertThat(run("--tps", "1", "-s", "pipelines=a,b")).isEqualTo(2);
        assertThat(run("--tps", "1", "-s", "pipelines=a", "--pipeline", "b")).isEqualTo(2);
        assertThat(run("--against", "http://127.0.0.1:1", "--for", "1ms"))
                .as("whose pipeline would that be?")
                .isEqualTo(2);
        assertThat(run(
                        "--against",
                        "http://127.0.0.1:1",
                        "--for",
                        "1ms",
                        "-s",
                        "pipelines=a",
                        "-s",
                        "pipelines.a.format=JSON"))
                .isEqualTo(1);
    }

    private static int run(String... args) {
        return Commands.run(new PlanCommand(), args);
    }

    private static String out(String... args) {
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new PlanCommand())
                .setOut(new PrintWriter(out, true))
                .execute(args);
        assertThat(exit).isZero();
        return out.toString();
    }
}
