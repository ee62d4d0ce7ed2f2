// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Without {@code --config}, the settings of the stack that is up, if there is one. */
final class UpDefaults implements IDefaultValueProvider {

    @Override
    public String defaultValue(ArgSpec argument) {
        if (argument instanceof OptionSpec option && option.longestName().equals("--config")) {
            Path settings = UpFolder.ofProject().settings();
            return Files.exists(settings) ? settings.toString() : null;
        }
        return null;
    }
}
