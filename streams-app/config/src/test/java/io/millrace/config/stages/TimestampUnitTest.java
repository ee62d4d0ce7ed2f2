// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampUnitTest {
    @ParameterizedTest
    @CsvSource({
        "S,1431857103,1431857103000",
        "MS,1431857103000,1431857103000",
        "US,1431857103000999,1431857103000",
        "NS,1431857103000999999,1431857103000",
        "US,-1,-1",
        "S,-1,-1000"
    })
    void shouldConvertWholeNumbers(TimestampUnit unit, long number, long millis) {
        assertThat(unit.toMillis(number)).isEqualTo(millis);
        assertThat(unit.toMillis(BigDecimal.valueOf(number))).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "S,1431857103.25,1431857103250",
        "S,1.431857103E9,1431857103000",
        "MS,1431857103000.0,1431857103000",
        "MS,1.431857103e+12,1431857103000",
        "MS,1431857103000.9,1431857103000",
        "MS,-0.5,-1",
        "MS,0e2147483647,0",
        "MS,1e-2147483647,0",
        "NS,1,0",
        "NS,-1e-300,-1"
    })
    void shouldRoundFractionsDown(TimestampUnit unit, BigDecimal number, long millis) {
        assertThat(unit.toMillis(number)).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"S,9223372036854775807", "S,1e18", "MS,1e2147483646", "NS,1e30"})
    void shouldKeepWhatIsTooLargeFarAway(TimestampUnit unit, BigDecimal number) {
        assertThat(unit.toMillis(number)).isGreaterThan(Long.MAX_VALUE / 4);
        assertThat(unit.toMillis(number.negate())).isLessThan(-Long.MAX_VALUE / 4);
    }

    @ParameterizedTest
    @CsvSource({"S", "MS", "US", "NS"})
    void shouldNotOverflow(TimestampUnit unit) {
        assertThat(unit.toMillis(Long.MAX_VALUE)).isPositive();
        assertThat(unit.toMillis(Long.MIN_VALUE)).isNegative();
    }
}
