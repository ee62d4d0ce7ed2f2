// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.file.CodecFactory;

/** Zstandard, by the library that Kafka compresses with and that a worker therefore has. Layout: RFC 8878. */
public record ZstdCompression(int level) implements Compression {
    @Override
    public String suffix() {
        return ".zst";
    }

    @Override
    public String contentType() {
        return "application/zstd";
    }

    /** With a checksum of the content, as gzip has one. */
    @Override
    public OutputStream into(OutputStream target) throws IOException {
        return new ZstdOutputStreamNoFinalizer(target, level).setChecksum(true);
    }

    @Override
    public CodecFactory codec() {
        return CodecFactory.zstandardCodec(level, true);
    }
}
