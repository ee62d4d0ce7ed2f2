// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.stages;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** The unit that a numeric event time counts since 1970. */
public enum TimestampUnit {
    S(3),
    MS(0),
    US(-3),
    NS(-6);

    /** Milliseconds have no more digits than this, whatever the number. */
    private static final int MOST_DIGITS = 18;

    private final int digitsToMillis;
    private final long perMilli;

    TimestampUnit(int digitsToMillis) {
        this.digitsToMillis = digitsToMillis;
        this.perMilli = (long) Math.pow(10, Math.abs(digitsToMillis));
    }

    public static TimestampUnit parse(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Epoch milliseconds, rounded down; what is beyond a long is still far off in the same direction. */
    public long toMillis(long number) {
        if (digitsToMillis <= 0) {
            return Math.floorDiv(number, perMilli);
        }
        long bound = Long.MAX_VALUE / perMilli;
        return Math.max(-bound, Math.min(bound, number)) * perMilli;
    }

    /** The same for a number with a fraction or an exponent, in time and space that do not grow with the exponent. */
    public long toMillis(BigDecimal number) {
        if (number.signum() == 0) {
            return 0;
        }
        long digits = (long) number.precision() - number.scale() + digitsToMillis;
        if (digits > MOST_DIGITS) {
            return number.signum() * (Long.MAX_VALUE / 2);
        }
        if (digits < 0) {
            return number.signum() < 0 ? -1 : 0;
        }
        return number.scaleByPowerOfTen(digitsToMillis)
                .setScale(0, RoundingMode.FLOOR)
                .longValue();
    }
}
