package io.millrace.ops.topics;

import io.millrace.app.ConfigOptions;
import io.millrace.config.MillraceConfig;
import io.millrace.effective.Effective;
import io.millrace.profile.Profiles;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code plan} and {@code apply} have in common. */
final class PlanOptions {
    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "For another profile than the configured one: its name, or its file.")
    private String profile;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    /** Checked as a whole, so that topics are not made to settings with which no stream starts. */
    MillraceConfig load() {
        MillraceConfig config = options.load(null);
        if (config.pipelines().isEmpty()) {
            throw new ConfigException("No pipeline is configured (" + MillraceConfig.PIPELINES
                    + "=...); name a file with --config, or start the local stack, whose settings are used then");
        }
        return Effective.of(profile == null ? config : config.with(Profiles.named(profile)))
                .config();
    }

    boolean json() {
        return json;
    }
}
