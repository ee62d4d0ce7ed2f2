// SPDX-License-Identifier: Apache-2.0
package io.millrace.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.routes.Condition;
import io.millrace.config.routes.Routes;
import io.millrace.config.routes.Subject;
import io.millrace.fields.FieldKind;
import io.millrace.fields.FieldValues;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldTestTest {
    private static final long ABOVE_2_53 = (1L << 53) + 1;

    static Stream<Arguments> outcomes() {
        return Stream.of(
                is("= \"a\"", text("a"), true),
                is("= \"a\"", text("ab"), false),
                is("= \"\"", text(""), true),
                is("= \"5\"", integer(5), false),
                is("in (\"a\", 5, true)", text("b"), false),
                is("in (\"a\", 5, true)", integer(5), true),
                is("in (\"a\", 5, true)", values -> values.number(0, FieldKind.BOOLEAN, 1), true),
                is("= false", values -> values.number(0, FieldKind.BOOLEAN, 1), false),
                is("= 5", text("5"), false),
                is("= 5.0", integer(5), true),
                is("= 5.5", integer(5), false),
                is("= " + ABOVE_2_53, integer(ABOVE_2_53), true),
                is("= " + ABOVE_2_53, integer(ABOVE_2_53 - 1), false),
                is("= 9223372036854775808", integer(Long.MAX_VALUE), false),
                is("= 0.1", real(0.1), true),
                is("= 0.1", single(0.1f), true),
                is("= 1e999999999", integer(1), false),
                is(">= 1e999999999", integer(Long.MAX_VALUE), false),
                is(">= -1e999999999", integer(Long.MIN_VALUE), true),
                is(">= 500", integer(500), true),
                is(">= 500", integer(499), false),
                is(">= 499.5", integer(499), false),
                is(">= 499.5", integer(500), true),
                is(">= " + Long.MAX_VALUE, integer(Long.MAX_VALUE), true),
                is(">= 0.1", single(0.1f), true),
                is(">= 0", real(Double.NaN), false),
                is("= 0", real(Double.NaN), false),
                is(">= 0", real(Double.POSITIVE_INFINITY), true),
                is(">= 0", text("1"), false),
                is(">= 0", values -> {}, false),
                is("absent", values -> {}, true),
                is("absent", text(""), false),
                is("absent", values -> values.is(0, FieldKind.OTHER), false),
                is("= \"a\"", values -> values.is(0, FieldKind.OTHER), false),
                is("matches \"a+\"", text("aaa"), true),
                is("matches \"a+\"", text("aab"), false),
                is("matches \"a+\"", integer(1), false),
                is("matches \".ä\"", text("öä"), true));
    }

    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("outcomes")
    void shouldDecide(String test, Consumer<FieldValues> value, boolean holds) {
        Condition condition = Routes.parse("f " + test + " -> batch")
                .rules()
                .get(0)
                .conditions()
                .get(0);
        FieldValues values = new FieldValues(List.of(new Subject(false, "f")));
        values.begin(new byte[0]);
        value.accept(values);

        assertThat(FieldTest.of(condition.test(), 0).holds(values)).isEqualTo(holds);
    }

    private static Arguments is(String test, Consumer<FieldValues> value, boolean holds) {
        return Arguments.of(test, value, holds);
    }

    private static Consumer<FieldValues> text(String text) {
        return values -> values.text(0, text.getBytes(UTF_8));
    }

    private static Consumer<FieldValues> integer(long number) {
        return values -> values.number(0, FieldKind.INTEGER, number);
    }

    private static Consumer<FieldValues> real(double number) {
        return values -> values.number(0, FieldKind.DOUBLE, Double.doubleToLongBits(number));
    }

    private static Consumer<FieldValues> single(float number) {
        return values -> values.number(0, FieldKind.FLOAT, Float.floatToIntBits(number));
    }
}
