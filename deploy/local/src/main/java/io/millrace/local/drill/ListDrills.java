// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.local.drill.score.Scorecard;
import io.millrace.local.drill.score.Seconds;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code millrace drill list}. */
@Command(
        name = "list",
        description = "Shows the drills: what is done, which alert has to page within which time, and its runbook.",
        mixinStandardHelpOptions = true)
final class ListDrills implements Callable<Integer> {
    private static final List<String> HEADING = List.of("name", "class", "alert", "within", "fault", "runbook");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Rules rules = Rules.shipped();
        List<List<String>> rows = Drills.ALL.stream()
                .map(drill -> List.of(
                        drill.name(),
                        drill.severity(),
                        drill.alert(),
                        Seconds.of(rules.of(drill).within()),
                        drill.injects(),
                        rules.of(drill).runbook()))
                .toList();
        spec.commandLine().getOut().println(Scorecard.table(HEADING, rows));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
