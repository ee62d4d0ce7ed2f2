// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults that were injected once, as they were scraped: the rules see them again. Skipped where there is no promtool. */
class ReplayTest {
    @TempDir
    private Path folder;

    @Test
    void shouldSeeEachDrillAgainWithinItsBoundAndItsEnd() throws Exception {
        Promtool result = replay(Files.readString(Places.RULES));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(0);
    }

    @Test
    void shouldNoticeARuleThatDoesNotSeeItsDrillAnyMore() throws Exception {
        Promtool result = replay(Files.readString(Places.RULES).replace("expr: '", "expr: 'vector(0) == 1 and "));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(Drill.all()).isNotEmpty().allSatisfy(drill -> assertThat(result.output())
                .contains("alertname=\\\"" + drill.alert()));
    }

    private Promtool replay(String rules) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("rules.yml"), rules);
        List<String> command = new ArrayList<>(List.of("promtool", "test", "rules"));
        for (Drill drill : Drill.all()) {
            Path test = folder.resolve(drill.name() + ".yml");
            command.add(Files.writeString(test, drill.promtoolTest(file)).toString());
        }
        return Promtool.run(folder, command.toArray(String[]::new));
    }
}
