// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LineBreaksTest {
    /** Also those that differ from a line break by one, or in the highest bit. */
    private static final byte[] BYTES = {'\n', '\r', 0, 9, 11, 12, 14, '\n' - 128, '\r' - 128, 'a', -1, Byte.MIN_VALUE};

    @Property
    void shouldFindTheFirstOneWhereverItIs(@ForAll Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        for (int i = 0; i < bytes.length; i++) {
            // Breaks are rare, so that words without one are common.
            bytes[i] = BYTES[random.nextInt(10) == 0 ? random.nextInt(2) : 2 + random.nextInt(BYTES.length - 2)];
        }
        int from = random.nextInt(bytes.length + 1);
        int to = from + random.nextInt(bytes.length - from + 1);

        assertThat(LineBreaks.next(bytes, from, to)).isEqualTo(oneByOne(bytes, from, to));
    }

    private static int oneByOne(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }
}
