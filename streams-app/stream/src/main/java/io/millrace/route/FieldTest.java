// SPDX-License-Identifier: Apache-2.0
package io.millrace.route;

import com.google.re2j.Pattern;
import io.millrace.config.routes.Condition;
import io.millrace.config.routes.Literal;
import io.millrace.fields.FieldKind;
import io.millrace.fields.FieldValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A condition made ready to be asked of every event. Allocates nothing, unless it is about a pattern. */
interface FieldTest {
    boolean holds(FieldValues values);

    /** {@code field} is where the values have the condition's subject. */
    static FieldTest of(Condition.Test test, int field) {
        if (test instanceof Condition.IsOneOf asked) {
            return oneOf(asked.values(), field);
        }
        if (test instanceof Condition.Matches asked) {
            return matches(asked.pattern(), field);
        }
        if (test instanceof Condition.IsAtLeast asked) {
            return atLeast(asked.least().number(), field);
        }
        return values -> values.kind(field) == FieldKind.ABSENT;
    }

    private static FieldTest oneOf(List<Literal> literals, int field) {
        FieldTest[] tests =
                literals.stream().map(literal -> equal(literal, field)).toArray(FieldTest[]::new);
        return tests.length == 1
                ? tests[0]
                : values -> {
                    for (FieldTest test : tests) {
                        if (test.holds(values)) {
                            return true;
                        }
                    }
                    return false;
                };
    }

    private static FieldTest equal(Literal literal, int field) {
        if (literal instanceof Literal.OfText asked) {
            byte[] utf8 = asked.text().getBytes(StandardCharsets.UTF_8);
            return values -> values.kind(field) == FieldKind.TEXT && values.isText(field, utf8);
        }
        if (literal instanceof Literal.OfFlag asked) {
            return values -> values.kind(field) == FieldKind.BOOLEAN && values.flag(field) == asked.flag();
        }
        return equal(((Literal.OfNumber) literal).number(), field);
    }

    private static FieldTest equal(BigDecimal number, int field) {
        boolean isInteger = isLong(number) && number.stripTrailingZeros().scale() <= 0;
        long integer = isInteger ? number.longValueExact() : 0;
        float single = number.floatValue();
        double real = number.doubleValue();
        return values -> switch (values.kind(field)) {
            case INTEGER -> isInteger && values.integer(field) == integer;
            case FLOAT -> values.single(field) == single;
            case DOUBLE -> values.real(field) == real;
            case ABSENT, BOOLEAN, TEXT, OTHER -> false;
        };
    }

    private static FieldTest atLeast(BigDecimal number, int field) {
        boolean isAboveAll = number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0;
        long least = isLong(number) ? number.setScale(0, RoundingMode.CEILING).longValueExact() : Long.MIN_VALUE;
        float single = number.floatValue();
        double real = number.doubleValue();
        return values -> switch (values.kind(field)) {
            case INTEGER -> !isAboveAll && values.integer(field) >= least;
            case FLOAT -> values.single(field) >= single;
            case DOUBLE -> values.real(field) >= real;
            case ABSENT, BOOLEAN, TEXT, OTHER -> false;
        };
    }

    private static boolean isLong(BigDecimal number) {
        return number.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0
                && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    }

    private static FieldTest matches(Pattern pattern, int field) {
        return values -> values.kind(field) == FieldKind.TEXT && pattern.matches(values.text(field));
    }
}
