// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import io.millrace.files.TextFile;
import io.millrace.profile.Profiles;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;

/** Layers the sources: file, then environment, then command line; a later one wins. */
public final class ConfigSources {
    private ConfigSources() {}

    /** The settings of all three, by key; {@code environment} is by variable. */
    public static Map<String, String> layered(
            Map<String, String> file, Map<String, String> environment, Map<String, String> commandLine) {
        String pipelines = file.getOrDefault(MillraceConfig.PIPELINES, "");
        pipelines = environment.getOrDefault(Environment.PIPELINES, pipelines);
        pipelines = commandLine.getOrDefault(MillraceConfig.PIPELINES, pipelines);
        Map<String, String> settings = new HashMap<>(file);
        settings.putAll(Environment.settings(
                environment, RollupKeys.names(new TreeSet<>(PipelineNames.split(pipelines)), key -> {
                    String variable = environment.get(Environment.variable(key));
                    return commandLine.getOrDefault(key, variable == null ? file.get(key) : variable);
                })));
        settings.putAll(commandLine);
        return settings;
    }

    /** A profile's file is named relative to the file that names it. */
    private static String beside(Path file, String profile) {
        return Profiles.isFile(profile)
                ? file.toAbsolutePath().resolveSibling(profile).normalize().toString()
                : profile;
    }

    /** The settings of a properties file in UTF-8; throws {@link ConfigException} when it cannot be read. */
    public static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(TextFile.read("the configuration file", file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("Cannot read the configuration file " + file + ": " + e);
        }
        Map<String, String> settings = new HashMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> settings.put(key, properties.getProperty(key).trim()));
        settings.computeIfPresent(MillraceConfig.PROFILE, (key, profile) -> beside(file, profile));
        return settings;
    }
}
