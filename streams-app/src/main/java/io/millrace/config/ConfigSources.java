package io.millrace.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;

/** Lays the sources over each other: file, then environment, then command line; the later one wins. */
public final class ConfigSources {
    private static final String ENVIRONMENT_PREFIX = "MILLRACE_";

    private ConfigSources() {}

    public static Map<String, String> layered(
            Map<String, String> file, Map<String, String> environment, Map<String, String> commandLine) {
        Map<String, String> settings = new HashMap<>(file);
        settings.putAll(commandLine);
        settings.putAll(fromEnvironment(environment, settings.getOrDefault(MillraceConfig.PIPELINES, "")));
        settings.putAll(commandLine);
        return settings;
    }

    /** The settings of a properties file in UTF-8; throws {@link ConfigException} when it cannot be read. */
    public static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("Cannot read the configuration file " + file + ": " + e);
        }
        Map<String, String> settings = new HashMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> settings.put(key, properties.getProperty(key).trim()));
        return settings;
    }

    /**
     * {@code MILLRACE_HTTP_PORT} is {@code http.port}. Declared keys are found by their name in this form, so that names
     * with a dash or an underscore work; what is behind {@code MILLRACE_KAFKA_} has dots for underscores.
     */
    private static Map<String, String> fromEnvironment(Map<String, String> environment, String filePipelines) {
        Map<String, String> found = new HashMap<>();
        MillraceConfig.DEFINITION.names().forEach(key -> look(environment, key, found));
        ObjectStoreConfig.DEFINITION.names().forEach(key -> look(environment, MillraceConfig.S3_PREFIX + key, found));
        String pipelines = found.getOrDefault(MillraceConfig.PIPELINES, filePipelines);
        for (String name : pipelines.split(",", -1)) {
            String prefix = MillraceConfig.PIPELINES + '.' + name.trim() + '.';
            PipelineConfig.DEFINITION.names().forEach(key -> look(environment, prefix + key, found));
        }
        String kafka = ENVIRONMENT_PREFIX + "KAFKA_";
        environment.forEach((name, value) -> {
            if (name.startsWith(kafka)) {
                String key = name.substring(ENVIRONMENT_PREFIX.length()).toLowerCase(Locale.ROOT);
                found.put(key.replace('_', '.'), value);
            }
        });
        return found;
    }

    private static void look(Map<String, String> environment, String key, Map<String, String> found) {
        String name = ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        if (environment.containsKey(name)) {
            found.put(key, environment.get(name));
        }
    }
}
