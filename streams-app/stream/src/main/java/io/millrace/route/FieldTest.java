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

/**
 * A condition made ready to be asked of every event: one class and a switch, since ten rules are asked of each event and a call of an interface
 * costs more than what is asked. Allocates nothing, unless it is about a pattern.
 */
final class FieldTest {
    private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Kind kind;
    private final int field;
    private byte[] text;
    private Pattern pattern;
    private FieldTest[] alternatives;
    private boolean flag;
    /** Whether an integer can be what is asked, which then is {@code integer}, or at least that. */
    private boolean hasInteger;

    private long integer;
    private float single;
    private double real;

    private enum Kind {
        TEXT,
        FLAG,
        NUMBER,
        AT_LEAST,
        ONE_OF,
        MATCHES,
        ABSENT
    }

    private FieldTest(Kind kind, int field) {
        this.kind = kind;
        this.field = field;
    }

    /** {@code field} is where the values have the condition's subject. */
    static FieldTest of(Condition.Test test, int field) {
        if (test instanceof Condition.IsOneOf asked) {
            if (asked.values().size() == 1) {
                return equal(asked.values().get(0), field);
            }
            FieldTest oneOf = new FieldTest(Kind.ONE_OF, field);
            oneOf.alternatives =
                    asked.values().stream().map(value -> equal(value, field)).toArray(FieldTest[]::new);
            return oneOf;
        }
        if (test instanceof Condition.Matches asked) {
            FieldTest matches = new FieldTest(Kind.MATCHES, field);
            matches.pattern = asked.pattern();
            return matches;
        }
        if (test instanceof Condition.IsAtLeast asked) {
            return atLeast(asked.least().number(), field);
        }
        return new FieldTest(Kind.ABSENT, field);
    }

    private static FieldTest equal(Literal literal, int field) {
        if (literal instanceof Literal.OfText asked) {
            FieldTest text = new FieldTest(Kind.TEXT, field);
            text.text = asked.text().getBytes(StandardCharsets.UTF_8);
            return text;
        }
        if (literal instanceof Literal.OfFlag asked) {
            FieldTest flag = new FieldTest(Kind.FLAG, field);
            flag.flag = asked.flag();
            return flag;
        }
        BigDecimal number = ((Literal.OfNumber) literal).number();
        FieldTest equal = number(Kind.NUMBER, field, number);
        equal.hasInteger = isLong(number) && number.stripTrailingZeros().scale() <= 0;
        equal.integer = equal.hasInteger ? number.longValueExact() : 0;
        return equal;
    }

    private static FieldTest atLeast(BigDecimal number, int field) {
        FieldTest atLeast = number(Kind.AT_LEAST, field, number);
        atLeast.hasInteger = number.compareTo(MOST_LONG) <= 0;
        atLeast.integer =
                isLong(number) ? number.setScale(0, RoundingMode.CEILING).longValueExact() : Long.MIN_VALUE;
        return atLeast;
    }

    private static FieldTest number(Kind kind, int field, BigDecimal number) {
        FieldTest test = new FieldTest(kind, field);
        test.single = number.floatValue();
        test.real = number.doubleValue();
        return test;
    }

    private static boolean isLong(BigDecimal number) {
        return number.compareTo(LEAST_LONG) >= 0 && number.compareTo(MOST_LONG) <= 0;
    }

    boolean holds(FieldValues values) {
        FieldKind found = values.kind(field);
        return switch (kind) {
            case TEXT -> found == FieldKind.TEXT && values.isText(field, text);
            case FLAG -> found == FieldKind.BOOLEAN && values.flag(field) == flag;
            case NUMBER -> isNumber(found, values);
            case AT_LEAST -> isAtLeast(found, values);
            case ONE_OF -> isOneOf(values);
            case MATCHES -> found == FieldKind.TEXT && pattern.matches(values.text(field));
            case ABSENT -> found == FieldKind.ABSENT;
        };
    }

    private boolean isNumber(FieldKind found, FieldValues values) {
        if (found == FieldKind.INTEGER) {
            return hasInteger && values.integer(field) == integer;
        }
        return found == FieldKind.DOUBLE
                ? values.real(field) == real
                : found == FieldKind.FLOAT && values.single(field) == single;
    }

    private boolean isAtLeast(FieldKind found, FieldValues values) {
        if (found == FieldKind.INTEGER) {
            return hasInteger && values.integer(field) >= integer;
        }
        return found == FieldKind.DOUBLE
                ? values.real(field) >= real
                : found == FieldKind.FLOAT && values.single(field) >= single;
    }

    private boolean isOneOf(FieldValues values) {
        for (FieldTest alternative : alternatives) {
            if (alternative.holds(values)) {
                return true;
            }
        }
        return false;
    }
}
