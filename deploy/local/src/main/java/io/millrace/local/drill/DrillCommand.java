// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace drill}. */
@Command(
        name = "drill",
        description = "Rehearses faults: does the alert come in time, does its runbook repair it, is nothing lost?",
        subcommands = {ListDrills.class, RunDrills.class, Soak.class},
        mixinStandardHelpOptions = true)
public final class DrillCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: list, run or soak");
    }
}
