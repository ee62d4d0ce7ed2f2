// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import io.millrace.schemas.EventBatch;
import io.millrace.sink.payload.PayloadSchemas;
import java.io.IOException;
import java.io.OutputStream;

/** Lets the benchmarks at what the S3 sink does between a batch and its PUT. */
public final class ObjectEncoders {
    private ObjectEncoders() {}

    /** What makes an object of a batch; returns its length. */
    public interface Encoder {
        long encode(EventBatch batch) throws Exception;
    }

    /** Container files; {@code compression} is {@code gzip} or {@code zstd}, a space and the level. */
    public static Encoder avro(PayloadSchemas schemas, String compression) {
        return length(new AvroObject(schemas, compression(compression)));
    }

    public static Encoder jsonLines(PayloadSchemas schemas, String compression) {
        return length(new JsonLinesObject(schemas, compression(compression), false));
    }

    private static Encoder length(ObjectFormat format) {
        return batch -> format.encode(batch).length();
    }

    /** What the sink makes of lines that are written one by one; returns its length. */
    public static long pack(byte[][] lines, String compression) throws IOException {
        ObjectBytes object = new ObjectBytes();
        try (OutputStream out = new LineBuffer(compression(compression).into(object))) {
            for (byte[] line : lines) {
                out.write(line, 0, line.length);
                out.write('\n');
            }
        }
        return object.length();
    }

    private static Compression compression(String name) {
        String[] typeAndLevel = name.split(" ", 2);
        int level = Integer.parseInt(typeAndLevel[1]);
        return typeAndLevel[0].equals(ObjectContent.ZSTD) ? new ZstdCompression(level) : new GzipCompression(level);
    }
}
