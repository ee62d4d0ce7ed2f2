// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import io.millrace.schemas.EventBatch;
import io.millrace.sink.payload.PayloadSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Lets the benchmarks at what the S3 sink does between a batch and its PUT. */
public final class ObjectEncoders {
    private ObjectEncoders() {}

    /** What makes an object of a batch. */
    public interface Encoder {
        byte[] encode(EventBatch batch) throws Exception;
    }

    public static Encoder avro(PayloadSchemas schemas, int level) {
        return new AvroObject(schemas, level)::encode;
    }

    public static Encoder jsonLines(PayloadSchemas schemas, int level) {
        return new JsonLinesObject(schemas, level, false)::encode;
    }

    /** What the sink's own gzip makes of lines that are written one by one. */
    public static byte[] gzip(byte[][] lines, int level) throws IOException {
        ByteArrayOutputStream object = new ByteArrayOutputStream(64 * 1024);
        try (GzipStream gzip = new GzipStream(object, level)) {
            for (byte[] line : lines) {
                gzip.write(line, 0, line.length);
                gzip.write('\n');
            }
            gzip.finish();
        }
        return object.toByteArray();
    }
}
