// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import io.millrace.s3.content.ObjectEncoders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** 5,000 clicks of 200 bytes in Avro as lines of JSON, gzip'd on one thread: by the JDK from one array, and by the sink line by line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GzipBench {
    private static final int LINES = 5_000;
    private static final int EVENT_BYTES = 200;
    private static final int BUFFER_BYTES = 64 * 1024;

    /** The sink's default, and its fastest. */
    @Param({"6", "1"})
    public int level;

    private byte[][] lines;
    private byte[] text;

    @Setup
    public void prepare() {
        byte[][] variants = Events.jsonLines(EVENT_BYTES);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        lines = new byte[LINES][];
        for (int i = 0; i < LINES; i++) {
            lines[i] = variants[i % variants.length];
            all.writeBytes(lines[i]);
            all.write('\n');
        }
        text = all.toByteArray();
    }

    /** The baseline. */
    @Benchmark
    public byte[] jdk() throws IOException {
        ByteArrayOutputStream object = new ByteArrayOutputStream(BUFFER_BYTES);
        try (Leveled gzip = new Leveled(object, level)) {
            gzip.write(text, 0, text.length);
        }
        return object.toByteArray();
    }

    @Benchmark
    public long sink() throws IOException {
        return ObjectEncoders.pack(lines, "gzip " + level);
    }

    private static final class Leveled extends GZIPOutputStream {
        Leveled(OutputStream target, int level) throws IOException {
            super(target, BUFFER_BYTES);
            def.setLevel(level);
        }
    }
}
