// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.drill.monitor.AlertRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final AlertRule RULE =
            new AlertRule("MillraceGone", "P1", "up == 0", Duration.ofSeconds(70), "x.md");
    private static final Outcome PASSED = outcome(Duration.ofSeconds(50), Duration.ofSeconds(100), true, "P2 Other");
    private static final Outcome FAILED = outcome(null, null, false);

    @TempDir
    Path folder;

    private static Outcome outcome(Duration paged, Duration repaired, boolean accounted, String... others) {
        return new Outcome(
                "gone",
                RULE,
                Instant.parse("2026-11-28T12:00:00Z"),
                paged,
                repaired,
                accounted,
                List.of(others),
                "here");
    }

    @Test
    void shouldKeepRunsThatPassedAndThoseThatDidNot() throws IOException {
        Path file = folder.resolve("runs.jsonl");
        new History(file).add(PASSED);
        new History(file).add(FAILED);

        assertThat(new History(file).read(name -> RULE)).containsExactly(PASSED, FAILED);
    }

    @Test
    void shouldHaveNoneWithoutAFile() throws IOException {
        assertThat(new History(folder.resolve("none")).read(name -> RULE)).isEmpty();
    }

    @Test
    void shouldNameTheLineThatIsNoRun() throws IOException {
        Path file = folder.resolve("runs.jsonl");
        new History(file).add(PASSED);
        Files.writeString(file, Files.readString(file) + "{\"drill\": \"gone\"}\n");

        assertThatThrownBy(() -> new History(file).read(name -> RULE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file + ", line 2: ")
                .hasMessageContaining("faultAt");
    }
}
