// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.local.server.S3Server;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Apache Camel's, configured by {@code bench/camel-s3/connector.properties}, where every line has its reason. */
record CamelSink() implements Sink {
    private static final String MODULE = "bench/camel-s3";

    @Override
    public Path plugins() {
        return ClassPaths.home().resolve(MODULE).resolve("target/plugin");
    }

    @Override
    public String bucket() {
        return "millrace_peer";
    }

    @Override
    public Map<String, String> config(S3Bed s3, SinkInput input, String run) throws IOException {
        Map<String, String> words = Map.of(
                "tasks", Integer.toString(S3Runs.PARTITIONS),
                "topic", input.topic(),
                "bucket", bucket(),
                "events", Integer.toString(S3Runs.BATCH_EVENTS),
                "run", run,
                "accessKey", S3Server.ACCESS_KEY,
                "secretKey", S3Server.SECRET_KEY,
                "region", S3Server.REGION,
                "endpoint", s3.server().endpoint().toString());
        Map<String, String> config = new HashMap<>();
        file().forEach((key, value) -> config.put(key.toString(), filled(value.toString(), words)));
        return config;
    }

    private static Properties file() throws IOException {
        Properties properties = new Properties();
        Path file = ClassPaths.home().resolve(MODULE).resolve("connector.properties");
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
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
