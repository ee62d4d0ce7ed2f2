// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.millrace.bench.connectors.Connector;
import io.millrace.bench.connectors.Input;
import io.millrace.bench.connectors.OwnSink;
import io.millrace.bench.connectors.Peer;
import io.millrace.bench.data.BatchMaker;
import io.millrace.bench.data.JsonClicks;
import io.millrace.bench.sinks.RegistryBed;
import io.millrace.local.server.S3Server;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The connectors that write to S3, and what they read. */
final class S3Connectors {
    static final Input JSON_BATCHES = Input.batches(
            "s3-json-batches",
            S3Runs.EVENT_BYTES,
            4_000_000,
            bed -> BatchMaker.json(Input.BATCH_EVENTS, S3Runs.EVENT_BYTES));

    static final Input AVRO_BATCHES = Input.batches(
            "s3-avro-batches",
            S3Runs.EVENT_BYTES,
            4_000_000,
            bed -> BatchMaker.avro(
                    Input.BATCH_EVENTS, S3Runs.EVENT_BYTES, RegistryBed.of(bed).schemaId()));

    private static final Input JSON_EVENTS =
            Input.events("s3-json-events", S3Runs.EVENT_BYTES, 2_000_000, bed -> lines());

    /** Camel's bucket has an underscore in its name; its configuration says why. */
    static final String CAMEL_BUCKET = "millrace_peer";

    private S3Connectors() {}

    /** A line break ends each, for a sink that puts nothing between them. */
    private static Input.EventMaker lines() {
        byte[][] lines = Arrays.stream(JsonClicks.values(S3Runs.EVENT_BYTES))
                .map(value -> {
                    byte[] line = Arrays.copyOf(value, value.length + 1);
                    line[value.length] = '\n';
                    return line;
                })
                .toArray(byte[][]::new);
        return (partition, offset) -> lines[(int) (offset % lines.length)];
    }

    static Connector ours(Input input, String format, String compression) {
        return new OwnSink("s3-sink", "io.millrace.s3.S3SinkConnector", input, (bed, run) -> {
            Map<String, String> settings = new HashMap<>();
            settings.put("s3.bucket", S3Server.BUCKET);
            settings.put("s3.prefix", run);
            settings.put("s3.endpoint", S3Bed.of(bed).server().endpoint().toString());
            settings.put("s3.path.style", "true");
            settings.put("s3.region", S3Server.REGION);
            settings.put("s3.access.key.id", S3Server.ACCESS_KEY);
            settings.put("s3.secret.access.key", S3Server.SECRET_KEY);
            settings.put("s3.format", format);
            settings.put("s3.compression.type", compression);
            if (input.equals(AVRO_BATCHES)) {
                settings.put("schema.registry.url", RegistryBed.of(bed).url());
            }
            return settings;
        });
    }

    /** It commits what it has only buffered: an object in each partition; and it may overwrite its first. */
    static Connector camel() {
        return new Peer(
                "camel/s3.properties",
                JSON_EVENTS,
                2L * Input.PARTITIONS * Input.BATCH_EVENTS,
                bed -> Map.of(
                        "bucket",
                        CAMEL_BUCKET,
                        "events",
                        Integer.toString(Input.BATCH_EVENTS),
                        "accessKey",
                        S3Server.ACCESS_KEY,
                        "secretKey",
                        S3Server.SECRET_KEY,
                        "region",
                        S3Server.REGION,
                        "endpoint",
                        S3Bed.of(bed).server().endpoint().toString()));
    }
}
