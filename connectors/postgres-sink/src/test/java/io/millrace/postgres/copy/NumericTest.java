// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NumericTest {
    /** Reads {@code numeric} as the server's documentation of its binary form has it. */
    private static BigDecimal read(byte[] bytes, int size) {
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, size);
        assertThat(in.getInt()).isEqualTo(size - Integer.BYTES);
        int groups = in.getShort();
        int weight = in.getShort();
        boolean negative = in.getShort() == 0x4000;
        int scale = in.getShort();
        BigDecimal value = BigDecimal.ZERO;
        for (int i = 0; i < groups; i++) {
            int group = in.getShort();
            assertThat(group).isBetween(0, 9_999);
            value = value.add(BigDecimal.valueOf(group).scaleByPowerOfTen(4 * (weight - i)));
        }
        assertThat(in.hasRemaining()).isFalse();
        return (negative ? value.negate() : value).setScale(scale);
    }

    private static BigDecimal written(byte[] unscaled, int scale) throws Exception {
        CopyBuffer out = new CopyBuffer(16, 1024);
        AvroCursor in = new AvroCursor().over(unscaled, 0, unscaled.length);
        Numeric.write(in, unscaled.length, scale, out);
        assertThat(in.atEnd()).isTrue();
        return read(out.bytes(), out.size());
    }

    @Property
    void shouldWriteAnyDecimal(@ForAll @Size(min = 1, max = 40) byte[] unscaled, @ForAll @IntRange(max = 60) int scale)
            throws Exception {
        assertThat(written(unscaled, scale)).isEqualTo(new BigDecimal(new BigInteger(unscaled), scale));
    }

    @Property
    void shouldWriteAnyLong(@ForAll long unscaled, @ForAll @IntRange(max = 40) int scale) throws Exception {
        assertThat(written(BigInteger.valueOf(unscaled).toByteArray(), scale))
                .isEqualTo(BigDecimal.valueOf(unscaled, scale));
    }

    @Example
    void shouldRefuseWhatIsNoDecimal() {
        assertThatThrownBy(() -> written(new byte[0], 2)).isInstanceOf(MalformedAvroException.class);
        assertThatThrownBy(() -> written(new byte[] {1}, 20_000)).hasMessageContaining("22003");
    }
}
