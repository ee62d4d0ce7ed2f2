// SPDX-License-Identifier: Apache-2.0
package io.millrace.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class GenerationTest {
    private static final Bytes KEY = Generation.key(40);

    private final Generation.Builder builder = new Generation.Builder();

    /** Golden: version 1. */
    @Test
    void shouldKeepTheBytesOfTheContract() {
        builder.add(1, -1, 40, 7);
        builder.add(64, 2, 43, 5);

        assertThat(HexFormat.of().formatHex(builder.record()))
                .isEqualTo("02" + "0e" + "0000000000000001ffffffffffffffff50" + "0000000000000040000000000000000206");
        assertThat(HexFormat.of().formatHex(KEY.get())).isEqualTo("670000000000000028");
    }

    @Test
    void shouldTellWhatItWasMadeOf() {
        builder.add(9, 9, 9, 9);
        builder.clear();
        builder.add(1, Long.MIN_VALUE, 40, 7);
        builder.add(Long.MAX_VALUE, 2, 43, 5);
        List<String> told = new ArrayList<>();

        Generation read = Generation.read(
                KEY, builder.record(), (high, low, offset) -> told.add(high + " " + low + " " + offset));

        assertThat(told).containsExactly("1 -9223372036854775808 40", "9223372036854775807 2 43");
        assertThat(read).isEqualTo(new Generation(KEY, 7, 43, 2)).isEqualTo(builder.generation());
    }

    @Test
    void shouldRefuseAnotherVersion() {
        assertThatThrownBy(() -> Generation.read(KEY, new byte[] {4, 0}, (high, low, offset) -> {}))
                .hasMessageContaining("version 2");
    }
}
