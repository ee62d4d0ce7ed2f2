// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.millrace.config.routes.Condition.IsAbsent;
import io.millrace.config.routes.Condition.IsAtLeast;
import io.millrace.config.routes.Condition.IsOneOf;
import io.millrace.config.routes.Condition.Matches;
import io.millrace.config.routes.Condition.Test;
import io.millrace.config.routes.Tokens.Kind;
import io.millrace.config.routes.Tokens.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads rules, separated by semicolons:
 *
 * <pre>
 *     rules     = rule {";" rule} [";" "otherwise" "->" target]
 *     rule      = condition {"and" condition} "->" target
 *     condition = ["header"] name ("=" value | "in" "(" value {"," value} ")" | "matches" string | ">=" number | "absent")
 *     value     = string | number | "true" | "false"
 *     target    = "topic" name | "batch" | "drop" | "dead-letter"
 * </pre>
 */
final class RouteParser {
    private static final String OTHERWISE = "otherwise";
    private static final String TESTS = "=, in, matches, >= or absent";
    private static final String TARGETS = "topic NAME, batch, drop or dead-letter";
    private static final String LEGAL_TOPIC = "[A-Za-z0-9._-]{1,249}";

    private final Tokens tokens;
    private final List<Rule> rules = new ArrayList<>();
    private Token next;

    RouteParser(String text) {
        tokens = new Tokens(text);
        next = tokens.next();
    }

    Routes routes() {
        Target otherwise = Target.BATCH;
        while (next.kind() != Kind.END) {
            if (next.is(OTHERWISE)) {
                take();
                otherwise = target();
                skip(";");
                if (next.kind() != Kind.END) {
                    throw unexpected("nothing, since " + OTHERWISE + " comes last");
                }
                break;
            }
            rules.add(rule());
            if (!skip(";") && next.kind() != Kind.END) {
                throw unexpected("; or the end");
            }
        }
        return new Routes(rules, otherwise);
    }

    /** As group.by has it. */
    Subject subject() {
        Subject subject = subject("a field or header");
        if (next.kind() != Kind.END) {
            throw unexpected("the end");
        }
        return subject;
    }

    /** As dedup.by has them. */
    List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        do {
            subjects.add(subject("a field or header"));
        } while (skip(","));
        if (next.kind() != Kind.END) {
            throw unexpected(", or the end");
        }
        return subjects;
    }

    private Rule rule() {
        List<Condition> conditions = new ArrayList<>();
        do {
            conditions.add(condition());
        } while (skip("and"));
        return new Rule(conditions, target());
    }

    private Condition condition() {
        Subject subject = subject("a field, header or " + OTHERWISE);
        return new Condition(subject, test(subject.isHeader()));
    }

    /** A field of the name header is asked for in quotes. */
    private Subject subject(String allowed) {
        Token first = name(allowed);
        boolean isHeader = first.is("header");
        return new Subject(isHeader, isHeader ? name("the name of a header").text() : first.text());
    }

    private Test test(boolean ofHeader) {
        if (skip("=")) {
            return new IsOneOf(List.of(value(ofHeader)));
        }
        if (skip("in")) {
            return new IsOneOf(values(ofHeader));
        }
        if (skip("matches")) {
            return new Matches(pattern());
        }
        if (skip("absent")) {
            return new IsAbsent();
        }
        if (!ofHeader && skip(">=")) {
            return new IsAtLeast(number("a number"));
        }
        throw unexpected(ofHeader ? "=, in, matches or absent, for a header is text" : TESTS);
    }

    private List<Literal> values(boolean ofHeader) {
        List<Literal> values = new ArrayList<>();
        require("(");
        do {
            values.add(value(ofHeader));
        } while (skip(","));
        require(")");
        return values;
    }

    private Literal value(boolean ofHeader) {
        if (next.kind() == Kind.STRING) {
            return new Literal.OfText(take().text());
        }
        if (ofHeader) {
            throw unexpected("a string in double quotes, for a header is text");
        }
        if (next.is("true") || next.is("false")) {
            return new Literal.OfFlag(take().is("true"));
        }
        return number("a string in double quotes, a number, true or false");
    }

    private Literal.OfNumber number(String allowed) {
        try {
            if (next.kind() == Kind.WORD) {
                Literal.OfNumber number = new Literal.OfNumber(new BigDecimal(next.text()));
                take();
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw unexpected(allowed);
    }

    private Pattern pattern() {
        if (next.kind() != Kind.STRING) {
            throw unexpected("a pattern in double quotes");
        }
        Token text = take();
        try {
            return Pattern.compile(text.text());
        } catch (PatternSyntaxException e) {
            throw new RuleException(text.column(), text + " is no pattern of RE2: " + e.getDescription());
        }
    }

    private Target target() {
        require("->");
        if (skip("batch")) {
            return Target.BATCH;
        }
        if (skip("drop")) {
            return Target.DROP;
        }
        if (skip("dead-letter")) {
            return Target.DEAD_LETTER;
        }
        if (!skip("topic")) {
            throw unexpected(TARGETS);
        }
        if (!next.text().matches(LEGAL_TOPIC)) {
            throw unexpected("the name of a topic");
        }
        return Target.ofTopic(take().text());
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
