// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WireFormatTest {

    @Property
    void shouldReadBackEveryId(@ForAll int schemaId, @ForAll byte[] payload) {
        byte[] framed = WireFormat.frame(schemaId, payload);

        assertThat(WireFormat.isFramed(framed)).isTrue();
        assertThat(WireFormat.schemaId(framed)).isEqualTo(schemaId);
        assertThat(framed).endsWith(payload).hasSize(WireFormat.PREFIX_BYTES + payload.length);
    }

    @Test
    void shouldWriteTheIdBigEndianBehindTheMagicByte() {
        assertThat(WireFormat.frame(0x01020304, new byte[] {5})).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void shouldNotTakeOtherBytesForFramed() {
        assertThat(WireFormat.isFramed(new byte[0])).isFalse();
        assertThat(WireFormat.isFramed(new byte[4])).isFalse();
        assertThat(WireFormat.isFramed(new byte[] {1, 0, 0, 0, 1})).isFalse();
        assertThat(WireFormat.isFramed(new byte[5])).isTrue();
    }
}
