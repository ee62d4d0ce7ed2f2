// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import io.millrace.config.ConfigSources;
import io.millrace.config.MillraceConfig;
import io.millrace.resolved.ResolvedConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options by which every command learns its configuration. */
public final class ConfigOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Properties file; see CONFIG.md.")
    private Path file;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "One setting; wins over file and environment. May be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** The file that was named, or null. */
    public Path file() {
        return file;
    }

    /** What the file and the command line say, for another file: the environment stays where it is. */
    public Map<String, String> written() {
        return ConfigSources.layered(file == null ? Map.of() : ConfigSources.read(file), Map.of(), settings);
    }

    /** The settings of all sources, before they are checked; {@code fallback} is the file when none is named. */
    public Map<String, String> layered(Path fallback) {
        Path chosen = file == null ? fallback : file;
        return ConfigSources.layered(chosen == null ? Map.of() : ConfigSources.read(chosen), System.getenv(), settings);
    }

    /** The configuration, which a process can start with: valid as a whole. */
    public MillraceConfig load(Path fallback) {
        return ResolvedConfig.of(base(fallback)).config();
    }

    /** The same for commands that apply another profile to it: contradictions of its own profile do not matter then. */
    public MillraceConfig base(Path fallback) {
        return MillraceConfig.of(layered(fallback));
    }
}
