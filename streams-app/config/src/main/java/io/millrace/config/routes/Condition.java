// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

import com.google.re2j.Pattern;
import java.util.List;

/** What must hold of one field or header. Only {@link IsAbsent} holds of what is missing or null. */
public record Condition(Subject subject, Test test) {
    /** What is asked. */
    public sealed interface Test {}

    /** It is one of these. */
    public record IsOneOf(List<Literal> values) implements Test {
        public IsOneOf {
            values = List.copyOf(values);
        }
    }

    /** It is text, all of which matches; in time that grows with the text only, whatever the pattern. */
    public record Matches(Pattern pattern) implements Test {}

    /** It is a number, and no smaller than this. */
    public record IsAtLeast(Literal.OfNumber least) implements Test {}

    /** It is missing, or null. */
    public record IsAbsent() implements Test {}
}
