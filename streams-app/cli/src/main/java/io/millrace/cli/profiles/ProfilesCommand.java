// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.profiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace profiles}. */
@Command(
        name = "profiles",
        description = "Shows profiles and switches between them.",
        subcommands = {
            ListProfiles.class,
            ShowProfile.class,
            DiffProfiles.class,
            CurrentProfile.class,
            SwitchProfile.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class ProfilesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: list, show, diff, current or switch");
    }
}
