// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ObjectBytesTest {
    private static final int PIECE_BYTES = 64 * 1024;

    @Property(tries = 100)
    void shouldHoldWhatIsWritten(@ForAll Random random) throws IOException {
        ObjectBytes object = new ObjectBytes();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        for (int i = random.nextInt(10); i > 0; i--) {
            byte[] part = new byte[random.nextBoolean() ? PIECE_BYTES : random.nextInt(3 * PIECE_BYTES)];
            random.nextBytes(part);
            object.write(part);
            object.write(i);
            written.write(part);
            written.write(i);
        }

        assertThat(object.newStream()).hasBinaryContent(written.toByteArray());
        assertThat(object.length()).isEqualTo(written.size());
        assertThat(object.sha256()).isEqualTo(Sha256.of(written.toByteArray()));
    }

    @Test
    void shouldBeReadByteByByteToo() throws IOException {
        ObjectBytes object = object(PIECE_BYTES + 1);

        InputStream in = object.newStream();
        for (int i = 0; i < PIECE_BYTES + 1; i++) {
            assertThat(in.read()).isEqualTo(i & 0xff);
        }

        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.read(new byte[1], 0, 1)).isEqualTo(-1);
    }

    @Test
    void shouldBeReadAgainFromAMark() throws IOException {
        InputStream in = object(3 * PIECE_BYTES).newStream();
        in.skipNBytes(PIECE_BYTES - 1);
        in.mark(Integer.MAX_VALUE);
        byte[] first = in.readAllBytes();

        in.reset();

        assertThat(in).hasBinaryContent(first);
    }

    private static ObjectBytes object(int length) {
        ObjectBytes object = new ObjectBytes();
        for (int i = 0; i < length; i++) {
            object.write(i);
        }
        return object;
    }
}
