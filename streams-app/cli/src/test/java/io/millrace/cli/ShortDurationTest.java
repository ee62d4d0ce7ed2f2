// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class ShortDurationTest {
    @Test
    void shouldReadDurationsAsPeopleTypeThem() {
        assertThat(new ShortDuration().convert("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(new ShortDuration().convert("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(new ShortDuration().convert("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(new ShortDuration().convert("1h")).isEqualTo(Duration.ofHours(1));
        assertThat(new ShortDuration().convert("7d")).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void shouldRefuseAnythingElse() {
        for (String text : new String[] {"", "30", "-1s", "1.5s", "1w", "s"}) {
            assertThatThrownBy(() -> new ShortDuration().convert(text)).isInstanceOf(TypeConversionException.class);
        }
    }
}
