// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

import io.millrace.config.routes.Measure.Function;
import io.millrace.config.routes.Tokens.Kind;
import io.millrace.config.routes.Tokens.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads the measures of a rollup:
 *
 * <pre>
 *     measures = measure {"," measure}
 *     measure  = "count" | "bytes" | ("sum" | "min" | "max") "(" name ")" | "distinct" "(" ["header"] name ")"
 * </pre>
 */
final class MeasureParser {
    private static final List<String> ALWAYS = List.of("count", "bytes");
    private static final List<String> FUNCTIONS = Arrays.stream(Function.values())
            .map(function -> function.name().toLowerCase(Locale.ROOT))
            .toList();

    private final TokenReader in;

    MeasureParser(String text) {
        in = new TokenReader(text);
    }

    List<Measure> measures() {
        List<Measure> measures = new ArrayList<>();
        do {
            if (ALWAYS.stream().anyMatch(in.next()::is)) {
                in.take();
            } else {
                measures.add(measure());
            }
        } while (in.skip(","));
        in.requireEnd(", or the end");
        return measures;
    }

    private Measure measure() {
        if (FUNCTIONS.stream().noneMatch(in.next()::is)) {
            throw in.unexpected("count, bytes, sum(FIELD), min(FIELD), max(FIELD) or distinct(FIELD)");
        }
        Function function = Function.valueOf(in.take().text().toUpperCase(Locale.ROOT));
        in.require("(");
        Token first = in.name("a field");
        boolean isHeader = first.is("header") && in.next().kind() != Kind.SIGN;
        if (isHeader && function != Function.DISTINCT) {
            throw in.unexpected(") after a field, for a header is text");
        }
        Subject subject =
                new Subject(isHeader, isHeader ? in.name("the name of a header").text() : first.text());
        in.require(")");
        return new Measure(function, subject);
    }
}
