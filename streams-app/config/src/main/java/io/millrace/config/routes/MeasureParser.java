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

    private final Tokens tokens;
    private Token next;

    MeasureParser(String text) {
        tokens = new Tokens(text);
        next = tokens.next();
    }

    List<Measure> measures() {
        List<Measure> measures = new ArrayList<>();
        do {
            if (ALWAYS.stream().anyMatch(next::is)) {
                take();
            } else {
                measures.add(measure());
            }
        } while (skip(","));
        if (next.kind() != Kind.END) {
            throw unexpected(", or the end");
        }
        return measures;
    }

    private Measure measure() {
        if (FUNCTIONS.stream().noneMatch(next::is)) {
            throw unexpected("count, bytes, sum(FIELD), min(FIELD), max(FIELD) or distinct(FIELD)");
        }
        Function function = Function.valueOf(take().text().toUpperCase(Locale.ROOT));
        require("(");
        Token first = name("a field");
        boolean isHeader = first.is("header") && next.kind() != Kind.SIGN;
        if (isHeader && function != Function.DISTINCT) {
            throw unexpected(") after a field, for a header is text");
        }
        Subject subject =
                new Subject(isHeader, isHeader ? name("the name of a header").text() : first.text());
        require(")");
        return new Measure(function, subject);
    }

    private Token name(String what) {
        if (next.kind() != Kind.WORD && next.kind() != Kind.STRING) {
            throw unexpected(what);
        }
        return take();
    }

    private Token take() {
        Token taken = next;
        next = tokens.next();
        return taken;
    }

    private boolean skip(String what) {
        if (!next.is(what)) {
            return false;
        }
        take();
        return true;
    }

    private void require(String what) {
        if (!skip(what)) {
            throw unexpected(what);
        }
    }

    private RuleException unexpected(String allowed) {
        return new RuleException(next.column(), "met " + next + ", but allowed is " + allowed);
    }
}
