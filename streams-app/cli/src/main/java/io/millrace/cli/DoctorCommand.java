// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.ClusterException;
import io.millrace.operations.doctor.Diagnosis;
import io.millrace.operations.doctor.Doctor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace doctor}: can this cluster keep the profile's promise? */
@Command(
        name = "doctor",
        description = {
            "Checks brokers, topics, registry, connectors and stream processes, and reports what keeps them from"
                    + " what the profile promises, each with the command or key that fixes it. Changes nothing.",
            "Connectors are checked when connect.url is set, stream processes when admin.instances and admin.token are."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:No fault; there may be advice.", "1:There is a fault.", "2:Could not be determined."},
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    private static final int SOUND = 0;
    private static final int FAULTY = 1;
    private static final int UNKNOWN = 2;

    @Mixin
    private TargetOptions options;

    @Option(names = "--verbose", description = "Also names the checks that found nothing.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        MillraceConfig config = options.load();
        try {
            Diagnosis found = Doctor.examine(config);
            spec.commandLine()
                    .getOut()
                    .println(
                            options.json()
                                    ? DiagnosisView.json(found).toPrettyString()
                                    : DiagnosisView.text(found, verbose));
            return found.hasFault() ? FAULTY : SOUND;
        } catch (ClusterException e) {
            spec.commandLine().getErr().println("doctor: " + e.getMessage());
            return UNKNOWN;
        }
    }
}
