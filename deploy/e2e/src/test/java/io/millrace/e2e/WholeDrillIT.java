// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.local.Cli;
import io.millrace.local.drill.monitor.Tools;
import io.millrace.local.drill.monitor.ToolsMissingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A drill as a user runs it. How soon it pages on a machine that does something else as well proves nothing, so it is not asked for. The name
 * has it begin among the first of these tests: it is one of the longest.
 */
class WholeDrillIT {
    /** The one that is over soonest. */
    private static final String DRILL = "dead-letter-too-large";

    @RegisterExtension
    final Cli millrace = new Cli();

    @Test
    void shouldPageRepairAndVerify() throws Exception {
        assumeTrue(hasTools(), "Prometheus and Alertmanager are not on the PATH; .ci/run fetches them from Debian.");

        // When
        Path report = millrace.folder().resolve("drill.md");
        Path history = millrace.folder().resolve("runs.jsonl");
        Cli.Result drill =
                millrace.run("drill", "run", DRILL, "--report", report.toString(), "--history", history.toString());

        // Then
        assertThat(drill.output())
                .contains(
                        DRILL + ": The dead-letter topic takes no more than 10 kB", "P0 MillraceDeadLettersUnwritable")
                .containsPattern("paged after \\d+ s")
                .contains("./millrace topics apply   exit code 0", "./millrace up   exit code 0", "  resolved")
                .contains("./millrace verify --wait 5m   exit code 0");
        assertThat(Files.readString(report))
                .containsPattern("\\| " + DRILL
                        + " \\| P0 \\| MillraceDeadLettersUnwritable \\| \\d+ s \\| 40 s \\| \\d+ s \\| yes \\|")
                .contains("./millrace drill run")
                .containsPattern("\\| P0 \\| \\d \\| \\d+ s \\|");
        assertThat(Files.readString(history))
                .startsWith("{\"drill\":\"" + DRILL + '"')
                .containsOnlyOnce("\n");
        millrace.awaitNothingRuns();
    }

    private static boolean hasTools() {
        try {
            Tools.find(List.of());
            return true;
        } catch (ToolsMissingException e) {
            return false;
        }
    }
}
