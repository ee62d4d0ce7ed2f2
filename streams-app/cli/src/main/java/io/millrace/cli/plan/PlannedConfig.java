// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.plan;

import io.millrace.app.ConfigOptions;
import io.millrace.cli.ShortDuration;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.files.PrivateFile;
import io.millrace.resolved.ResolvedConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The configuration that a plan is for: the operator's own, and what the command line decides over it. */
final class PlannedConfig {
    private static final String PARTITIONS = MillraceConfig.TOPICS_PREFIX + "partitions";
    private static final String RETENTION = MillraceConfig.TOPICS_PREFIX + "retention.ms";
    private static final String A_WEEK_MS = Long.toString(Duration.ofDays(7).toMillis());

    /** Without a configuration, the plan is for a pipeline of this name. */
    private static final String SOME_PIPELINE = "events";

    @Mixin
    private ConfigOptions options;

    @Option(names = "--pipeline", paramLabel = "P", description = "The pipeline; need not be named when there is one.")
    private String pipeline;

    @Option(names = "--profile", paramLabel = "P", description = "A profile to use instead of the configured one.")
    private String profile;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of the source topic; topics.partitions by default.")
    private Integer partitions;

    @Option(
            names = "--keep",
            paramLabel = "TIME",
            converter = ShortDuration.class,
            description = "How long topics keep events and batches; topics.retention.ms by default, or 7d.")
    private Duration keep;

    /** Whether it is for no pipeline that there is. */
    boolean isOfNobody() {
        return options.layered(null).getOrDefault(MillraceConfig.PIPELINES, "").isBlank();
    }

    /** The settings that the plan decides, by key. */
    Map<String, String> decided() {
        Map<String, String> layered = options.layered(null);
        Map<String, String> decided = new TreeMap<>();
        if (isOfNobody()) {
            decided.put(MillraceConfig.PIPELINES, SOME_PIPELINE);
            decided.put(MillraceConfig.PIPELINES + '.' + SOME_PIPELINE + ".format", "JSON");
        }
        if (profile != null) {
            decided.put(MillraceConfig.PROFILE, profile);
        }
        if (partitions != null) {
            decided.put(PARTITIONS, partitions.toString());
        }
        String retention = layered.getOrDefault(RETENTION, A_WEEK_MS);
        decided.put(RETENTION, keep == null ? retention : Long.toString(keep.toMillis()));
        return decided;
    }

    /** Valid as a whole. */
    ResolvedConfig resolved() {
        Map<String, String> settings = new HashMap<>(options.layered(null));
        settings.putAll(decided());
        return ResolvedConfig.of(MillraceConfig.of(settings));
    }

    PipelineConfig pipeline(ResolvedConfig config) {
        if (pipeline != null) {
            return config.config().pipeline(pipeline);
        }
        List<PipelineConfig> all = config.config().pipelines();
        if (all.size() != 1) {
            throw new ConfigException("Name the pipeline (--pipeline); the configured ones are "
                    + all.stream().map(PipelineConfig::name).toList());
        }
        return all.get(0);
    }

    Duration keep() {
        String millis = decided().get(RETENTION);
        try {
            return Duration.ofMillis(Long.parseLong(millis));
        } catch (NumberFormatException e) {
            throw new ConfigException(RETENTION, millis, "is no number of milliseconds");
        }
    }

    /** A file that is all that {@code millrace stream} needs, as far as the operator's own is. */
    void write(Path file) throws IOException {
        Map<String, String> all = new TreeMap<>(options.written());
        all.putAll(decided());
        String text = all.entrySet().stream()
                .map(setting -> setting.getKey() + '=' + escaped(setting.getValue()) + '\n')
                .collect(Collectors.joining());
        PrivateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n");
    }
}
