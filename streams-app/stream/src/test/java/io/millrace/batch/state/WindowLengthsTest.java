// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowLengthsTest {
    private final WindowLengths minutes = WindowLengths.always(60_000);

    @Test
    void shouldKeepTheOldLengthForOffsetsBeforeTheChange() {
        WindowLengths changed = minutes.changedAt(100, 2_000).changedAt(200, 10_000);

        assertThat(changed.at(0)).isEqualTo(60_000);
        assertThat(changed.at(99)).isEqualTo(60_000);
        assertThat(changed.at(100)).isEqualTo(2_000);
        assertThat(changed.at(200)).isEqualTo(10_000);
        assertThat(changed.at(Long.MAX_VALUE)).isEqualTo(10_000);
    }

    @Test
    void shouldNotGrowWhenNothingChanges() {
        assertThat(minutes.changedAt(100, 60_000)).isEqualTo(minutes);
    }

    @Test
    void shouldForgetAChangeThatNoEventSaw() {
        assertThat(minutes.changedAt(100, 2_000).changedAt(100, 10_000)).isEqualTo(minutes.changedAt(100, 10_000));
    }

    @Test
    void shouldForgetTheOldestOfManyChanges() {
        WindowLengths lengths = minutes;
        for (int i = 1; i <= 20; i++) {
            lengths = lengths.changedAt(i, i);
        }

        assertThat(lengths.spans()).hasSize(8);
        assertThat(lengths.at(0)).isEqualTo(13);
        assertThat(lengths.at(20)).isEqualTo(20);
    }
}
