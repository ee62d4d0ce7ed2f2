// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.config.routes.Measure;
import io.millrace.config.routes.Measure.Function;
import io.millrace.config.routes.Subject;
import io.millrace.fields.FieldKind;
import io.millrace.fields.FieldValues;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.Event;
import io.millrace.schemas.RollupResult.Measured;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What measures make of good and of bad values, taken one by one or merged from partials. */
class MeasurementTest {
    private static final Subject N = new Subject(false, "n");
    private static final List<Measure> MEASURES = Stream.of(Function.values())
            .map(function -> new Measure(function, N))
            .toList();

    private final FieldValues values = new FieldValues(List.of(N));

    @Test
    void shouldSumIntegersBeyondTwoToThe53Exactly() {
        assertThat(measured(Function.SUM, (1L << 53) + 1, 1L << 53, -3L))
                .allSatisfy(sum -> assertThat(sum.value()).isEqualTo((1L << 54) - 2))
                .allSatisfy(sum -> assertThat(sum.exact()).isTrue());
    }

    @Test
    void shouldGoOnAsADoubleWhenASumExceeds64Bits() {
        assertThat(measured(Function.SUM, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE))
                .allSatisfy(sum -> assertThat(sum.value()).isEqualTo(3 * (double) Long.MAX_VALUE))
                .allSatisfy(sum -> assertThat(sum.exact()).isFalse());
        assertThat(measured(Function.SUM, Long.MIN_VALUE, Long.MIN_VALUE))
                .allSatisfy(sum -> assertThat(sum.value()).isEqualTo(2 * (double) Long.MIN_VALUE));
        assertThat(measured(Function.SUM, Double.MAX_VALUE, Double.MAX_VALUE))
                .allSatisfy(sum -> assertThat(sum.value()).isEqualTo(Double.POSITIVE_INFINITY));
    }

    @Test
    void shouldSumIntegersAndDoublesTogether() {
        assertThat(measured(Function.SUM, 1L, 0.5, 0.25f))
                .allSatisfy(sum -> assertThat(sum.value()).isEqualTo(1.75))
                .allSatisfy(sum -> assertThat(sum.values()).isEqualTo(3))
                .allSatisfy(sum -> assertThat(sum.exact()).isFalse());
    }

    @Test
    void shouldLeaveOutWhatIsNoNumber() {
        for (Function function : List.of(Function.SUM, Function.MIN, Function.MAX)) {
            assertThat(measured(
                            function,
                            null,
                            "7",
                            true,
                            FieldKind.OTHER,
                            Double.NaN,
                            Float.NaN,
                            Double.NEGATIVE_INFINITY))
                    .allSatisfy(measure -> assertThat(measure.value()).isNull())
                    .allSatisfy(measure -> assertThat(measure.values()).isZero());
            assertThat(measured(function, null, Double.NaN, 4L, "x"))
                    .allSatisfy(measure -> assertThat(measure.value()).isEqualTo(4L))
                    .allSatisfy(measure -> assertThat(measure.values()).isEqualTo(1));
        }
    }

    @Test
    void shouldCompareIntegersAndDoublesByValue() {
        long large = (1L << 53) + 1;
        assertThat(measured(Function.MAX, (double) (1L << 53), large))
                .allSatisfy(max -> assertThat(max.value()).isEqualTo(large));
        assertThat(measured(Function.MIN, large, (double) (1L << 53)))
                .allSatisfy(min -> assertThat(min.value()).isEqualTo((double) (1L << 53)));
        assertThat(measured(Function.MAX, 1L, 1.5, 1e300, Long.MAX_VALUE))
                .allSatisfy(max -> assertThat(max.value()).isEqualTo(1e300));
        assertThat(measured(Function.MIN, -1L, -1.5, -1e300, Long.MIN_VALUE))
                .allSatisfy(min -> assertThat(min.value()).isEqualTo(-1e300));
        assertThat(measured(Function.MAX, 0x1p63, Long.MAX_VALUE))
                .allSatisfy(max -> assertThat(max.value()).isEqualTo(0x1p63));
    }

    @Test
    void shouldTellValuesOfDifferentTypesApart() {
        assertThat(measured(Function.DISTINCT, 1L, "1", 1.0, true, 1L, "1", null, FieldKind.OTHER))
                .allSatisfy(distinct -> assertThat(distinct.value()).isEqualTo(4L))
                .allSatisfy(distinct -> assertThat(distinct.values()).isEqualTo(6));
    }

    @Test
    void shouldRefuseWhatWasAggregatedWithOtherMeasures() {
        byte[] other = bytes(new Partial(List.of(MEASURES.get(1))));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new Partial(List.of(MEASURES.get(0))).merge(other, 0))
                .withMessageContaining("give it another name");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new Partial(MEASURES).merge(other, 0))
                .withMessageContaining("give it another name");
    }

    /** Of all in one, and of partials of each that are merged. */
    private List<Measured> measured(Function function, Object... numbers) {
        Partial all = new Partial(MEASURES);
        Partial merged = new Partial(MEASURES);
        for (Object number : numbers) {
            add(all, number);
            Partial one = new Partial(MEASURES);
            add(one, number);
            merged.merge(bytes(one), 0);
        }
        return List.of(all.results().get(function.ordinal()), merged.results().get(function.ordinal()));
    }

    private static byte[] bytes(Partial partial) {
        AvroBuffer out = new AvroBuffer(16);
        partial.write(out);
        return out.toByteArray();
    }

    private void add(Partial partial, Object value) {
        values.begin(new byte[0]);
        if (value instanceof Long whole) {
            values.number(0, FieldKind.INTEGER, whole);
        } else if (value instanceof Double real) {
            values.number(0, FieldKind.DOUBLE, Double.doubleToRawLongBits(real));
        } else if (value instanceof Float single) {
            values.number(0, FieldKind.FLOAT, Float.floatToRawIntBits(single));
        } else if (value instanceof Boolean flag) {
            values.number(0, FieldKind.BOOLEAN, flag ? 1 : 0);
        } else if (value instanceof String text) {
            values.text(0, text.getBytes(UTF_8));
        } else if (value instanceof FieldKind kind) {
            values.is(0, kind);
        }
        partial.add(new Event().at(1), values, new int[] {0, 0, 0, 0});
    }
}
