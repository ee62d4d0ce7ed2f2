// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.app.ConfigOptions;
import io.millrace.config.MillraceConfig;
import io.millrace.profile.Profiles;
import io.millrace.resolved.ResolvedConfig;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that compare a cluster with the configured profile, or another one. */
public final class TargetOptions {
    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "A profile to use instead of the configured one: its name, or its file.")
    private String profile;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    /** Checked as a whole, so that no cluster is compared with settings with which no stream could start. */
    public MillraceConfig load() {
        MillraceConfig config = options.base(null);
        if (config.pipelines().isEmpty()) {
            throw new ConfigException("No pipeline is configured (" + MillraceConfig.PIPELINES
                    + "=...); name a file with --config, or start the local stack, whose settings are used then");
        }
        return ResolvedConfig.of(profile == null ? config : config.with(Profiles.named(profile)))
                .config();
    }

    public boolean json() {
        return json;
    }
}
