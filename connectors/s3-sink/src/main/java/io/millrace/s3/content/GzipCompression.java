// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.file.CodecFactory;

/** Deflate, which everything reads: as gzip, or in an Avro file by itself. */
public record GzipCompression(int level) implements Compression {
    @Override
    public String suffix() {
        return ".gz";
    }

    @Override
    public String contentType() {
        return "application/gzip";
    }

    @Override
    public OutputStream into(OutputStream target) throws IOException {
        return new GzipStream(target, level);
    }

    @Override
    public CodecFactory codec() {
        return CodecFactory.deflateCodec(level);
    }
}
