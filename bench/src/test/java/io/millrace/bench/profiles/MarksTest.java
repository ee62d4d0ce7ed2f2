// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarksTest {
    @Test
    void shouldCloseWhatIsOpenInEveryPartitionAndThenTheFirstMark() {
        // Given
        Marks marks = new Marks(4, 1_000, 90);

        // When, Then
        assertThat(marks.due()).isEqualTo(8);
        for (int partition = 0; partition < 4; partition++) {
            assertThat(marks.time(partition)).isEqualTo(1_090);
            assertThat(marks.time(4 + partition)).isEqualTo(1_180);
        }
    }
}
