// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code drill} does before it runs one; {@code WholeDrillIT} in deploy/e2e runs one. */
class DrillIT {
    @RegisterExtension
    final Cli millrace = new Cli();

    @Test
    void shouldListItsDrills() throws Exception {
        assertThat(millrace.succeed("drill", "list"))
                .containsPattern("worker-killed +P1 +MillraceTargetMissing +70 s +SIGKILL to the Connect worker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--report", "--history"})
    void shouldNotBeginWhatItCannotWriteDown(String option) throws Exception {
        Cli.Result result = millrace.run("drill", "run", "worker-killed", option, "/nowhere/drill");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains(option + " /nowhere/drill: there is no folder /nowhere");
    }

    @Test
    void shouldSayWhichDrillsThereAre() throws Exception {
        Cli.Result result = millrace.run("drill", "run", "stream-kild");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("There is no drill stream-kild", "stream-killed");
    }
}
