// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.operations.reset.ResetPosition.Kind;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResetPositionTest {
    @Test
    void shouldReadWordsAndOffsets() {
        assertThat(ResetPosition.parse("earliest")).isEqualTo(new ResetPosition(Kind.EARLIEST, Map.of()));
        assertThat(ResetPosition.parse("first-missing").kind()).isEqualTo(Kind.FIRST_MISSING);
        assertThat(ResetPosition.parse("committed").kind()).isEqualTo(Kind.COMMITTED);
        assertThat(ResetPosition.parse("0:120, 1:95"))
                .isEqualTo(new ResetPosition(Kind.OFFSETS, Map.of(0, 120L, 1, 95L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "offsets", "120", "0:", "0:-1", "0:1,,1:2", "0:9999999999999999999"})
    void shouldSayWhatIsAllowed(String text) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ResetPosition.parse(text))
                .withMessageContaining("--to")
                .withMessageContaining("earliest, first-missing, committed or an offset for each partition");
    }

    @Test
    void shouldRefuseAPartitionThatIsNamedTwice() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ResetPosition.parse("0:1,0:2"))
                .withMessageContaining("names the partition 0 twice");
    }
}
