// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.connectors;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.bed.TestBed;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Somebody else's connector, configured by a file of its module, where every line has its reason and {@code @words@} are filled in.
 *
 * @param file {@code module/file.properties} below {@code bench}
 * @param words besides {@code topic}, {@code tasks} and {@code run}
 */
public record Peer(String file, Input input, long mayLack, Words words) implements Connector {
    /** What only the servers of a bench can tell. */
    public interface Words {
        Map<String, String> of(TestBed bed) throws Exception;
    }

    private Path path() {
        return ClassPaths.home().resolve("bench").resolve(file);
    }

    @Override
    public Path plugins() {
        return path().resolveSibling("target/plugin");
    }

    @Override
    public Map<String, String> config(TestBed bed, String run) throws Exception {
        Map<String, String> all = new HashMap<>(words.of(bed));
        all.put("topic", input.topic());
        all.put("tasks", Integer.toString(Input.PARTITIONS));
        all.put("run", run);
        Map<String, String> config = new HashMap<>();
        properties().forEach((key, value) -> config.put(key.toString(), filled(value.toString(), all)));
        return config;
    }

    private Properties properties() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path(), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    private static String filled(String text, Map<String, String> words) {
        String filled = text;
        for (Map.Entry<String, String> word : words.entrySet()) {
            filled = filled.replace('@' + word.getKey() + '@', word.getValue());
        }
        return filled;
    }
}
