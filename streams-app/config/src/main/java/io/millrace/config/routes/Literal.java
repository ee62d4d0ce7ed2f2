// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

import java.math.BigDecimal;

/** A value in a rule. */
public sealed interface Literal {
    /** Equal to strings and symbols of enums. */
    record OfText(String text) implements Literal {}

    /** Equal to numbers: exactly to integers of up to 64 bits, to all others as the nearest number of their kind. */
    record OfNumber(BigDecimal number) implements Literal {}

    /** Equal to booleans. */
    record OfFlag(boolean flag) implements Literal {}
}
