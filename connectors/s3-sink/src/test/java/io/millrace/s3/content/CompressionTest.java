// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CompressionTest {
    /** Half noise, half repetition, and now and then more than any buffer on the way. */
    private static byte[] content(Random random) {
        byte[] content = new byte[random.nextInt(300_000)];
        random.nextBytes(content);
        Arrays.fill(content, 0, content.length / 2, (byte) 'a');
        return content;
    }

    private static ObjectBytes packed(Compression compression, byte[] content, Random random) throws IOException {
        ObjectBytes object = new ObjectBytes();
        try (OutputStream out = new LineBuffer(compression.into(object))) {
            int at = 0;
            while (at < content.length) {
                int length = Math.min(1 + random.nextInt(100_000), content.length - at);
                out.write(content, at, length - 1);
                out.write(content[at + length - 1]);
                at += length;
            }
        }
        return object;
    }

    private static InputStream unpacked(Compression compression, ObjectBytes object) throws IOException {
        return compression.suffix().equals(".gz")
                ? new GZIPInputStream(object.newStream())
                : new ZstdInputStream(object.newStream());
    }

    private static void assertWhole(Compression compression, Random random) throws IOException {
        byte[] content = content(random);

        ObjectBytes object = packed(compression, content, random);

        assertThat(unpacked(compression, object)).hasBinaryContent(content);
    }

    @Property(tries = 50)
    void shouldPackWithGzip(@ForAll Random random, @ForAll @IntRange(min = 1, max = 9) int level) throws Exception {
        assertWhole(new GzipCompression(level), random);
    }

    @Property(tries = 50)
    void shouldPackWithZstd(@ForAll Random random, @ForAll @IntRange(min = 1, max = 19) int level) throws Exception {
        assertWhole(new ZstdCompression(level), random);
    }

    @Property(tries = 50)
    void shouldMakeTheSameBytesInWhateverPortions(@ForAll Random random) throws Exception {
        byte[] content = content(random);
        for (Compression compression : new Compression[] {new GzipCompression(6), new ZstdCompression(3)}) {
            byte[] once = packed(compression, content, random).newStream().readAllBytes();

            assertThat(packed(compression, content, random).newStream()).hasBinaryContent(once);
        }
    }

    /** Flags, time, extra flags and system: whatever the JDK's own stream would say there. */
    @Test
    void shouldSayNothingOfTimeAndMachineInTheHeaderOfGzip() throws Exception {
        ObjectBytes object = packed(new GzipCompression(6), new byte[] {'a'}, new Random(1));

        assertThat(object.newStream().readNBytes(10)).containsExactly(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
    }
}
