// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.local.server.S3Server;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Ours, configured as the local stack does; what is not here is its default. */
record MillraceSink(String format, String compression) implements Sink {
    static final String JSONL = "jsonl";
    static final String AVRO = "avro";
    static final String GZIP = "gzip";
    static final String ZSTD = "zstd";

    /** Each record is a batch of a megabyte, and waits in the worker's heap. */
    private static final int BATCHES_PER_POLL = 16;

    @Override
    public Path plugins() {
        return ClassPaths.home().resolve("connectors/s3-sink/target/plugin");
    }

    @Override
    public String bucket() {
        return S3Server.BUCKET;
    }

    @Override
    public Map<String, String> config(S3Bed s3, SinkInput input, String run) {
        Map<String, String> config = new TreeMap<>();
        config.put("connector.class", "io.millrace.s3.S3SinkConnector");
        config.put("tasks.max", Integer.toString(S3Runs.PARTITIONS));
        config.put("topics", input.topic());
        config.put("s3.bucket", bucket());
        config.put("s3.prefix", run);
        config.put("s3.endpoint", s3.server().endpoint().toString());
        config.put("s3.path.style", "true");
        config.put("s3.region", S3Server.REGION);
        config.put("s3.access.key.id", S3Server.ACCESS_KEY);
        config.put("s3.secret.access.key", S3Server.SECRET_KEY);
        config.put("s3.format", format);
        config.put("s3.compression.type", compression);
        if (input == SinkInput.AVRO_BATCHES) {
            config.put("schema.registry.url", s3.registryUrl());
        }
        config.put("dead.letter.topic", S3Runs.DEAD_LETTERS);
        config.put("dead.letter.bootstrap.servers", s3.bootstrapServers());
        config.put("consumer.override.auto.offset.reset", "earliest");
        config.put("consumer.override.max.poll.records", Integer.toString(BATCHES_PER_POLL));
        return config;
    }
}
