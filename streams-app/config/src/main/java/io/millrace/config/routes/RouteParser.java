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
 *     target    = "topic" name | "batch" ["to" name] | "drop" | "dead-letter"
 * </pre>
 */
final class RouteParser {
    private static final String OTHERWISE = "otherwise";
    private static final String TESTS = "=, in, matches, >= or absent";
    private static final String TARGETS = "topic NAME, batch, batch to TOPIC, drop or dead-letter";
    private static final String LEGAL_TOPIC = "[A-Za-z0-9._-]{1,249}";

    private final TokenReader in;
    private final List<Rule> rules = new ArrayList<>();

    RouteParser(String text) {
        in = new TokenReader(text);
    }

    Routes routes() {
        Target otherwise = Target.BATCH;
        while (in.next().kind() != Kind.END) {
            if (in.next().is(OTHERWISE)) {
                in.take();
                otherwise = target();
                in.skip(";");
                if (in.next().kind() != Kind.END) {
                    throw in.unexpected("nothing, since " + OTHERWISE + " comes last");
                }
                break;
            }
            rules.add(rule());
            if (!in.skip(";") && in.next().kind() != Kind.END) {
                throw in.unexpected("; or the end");
            }
        }
        return new Routes(rules, otherwise);
    }

    /** As group.by has it. */
    Subject subject() {
        Subject subject = subject("a field or header");
        in.requireEnd("the end");
        return subject;
    }

    /** As dedup.by has them. */
    List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        do {
            subjects.add(subject("a field or header"));
        } while (in.skip(","));
        in.requireEnd(", or the end");
        return subjects;
    }

    private Rule rule() {
        List<Condition> conditions = new ArrayList<>();
        do {
            conditions.add(condition());
        } while (in.skip("and"));
        return new Rule(conditions, target());
    }

    private Condition condition() {
        Subject subject = subject("a field, header or " + OTHERWISE);
        return new Condition(subject, test(subject.isHeader()));
    }

    /** A field of the name header is asked for in quotes. */
    private Subject subject(String allowed) {
        Token first = in.name(allowed);
        boolean isHeader = first.is("header");
        return new Subject(isHeader, isHeader ? in.name("the name of a header").text() : first.text());
    }

    private Test test(boolean ofHeader) {
        if (in.skip("=")) {
            return new IsOneOf(List.of(value(ofHeader)));
        }
        if (in.skip("in")) {
            return new IsOneOf(values(ofHeader));
        }
        if (in.skip("matches")) {
            return new Matches(pattern());
        }
        if (in.skip("absent")) {
            return new IsAbsent();
        }
        if (!ofHeader && in.skip(">=")) {
            return new IsAtLeast(number("a number"));
        }
        throw in.unexpected(ofHeader ? "=, in, matches or absent, for a header is text" : TESTS);
    }

    private List<Literal> values(boolean ofHeader) {
        List<Literal> values = new ArrayList<>();
        in.require("(");
        do {
            values.add(value(ofHeader));
        } while (in.skip(","));
        in.require(")");
        return values;
    }

    private Literal value(boolean ofHeader) {
        if (in.next().kind() == Kind.STRING) {
            return new Literal.OfText(in.take().text());
        }
        if (ofHeader) {
            throw in.unexpected("a string in double quotes, for a header is text");
        }
        if (in.next().is("true") || in.next().is("false")) {
            return new Literal.OfFlag(in.take().is("true"));
        }
        return number("a string in double quotes, a number, true or false");
    }

    private Literal.OfNumber number(String allowed) {
        try {
            if (in.next().kind() == Kind.WORD) {
                Literal.OfNumber number =
                        new Literal.OfNumber(new BigDecimal(in.next().text()));
                in.take();
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw in.unexpected(allowed);
    }

    private Pattern pattern() {
        if (in.next().kind() != Kind.STRING) {
            throw in.unexpected("a pattern in double quotes");
        }
        Token text = in.take();
        try {
            return Pattern.compile(text.text());
        } catch (PatternSyntaxException e) {
            throw new RuleException(text.column(), text + " is no pattern of RE2: " + e.getDescription());
        }
    }

    private Target target() {
        in.require("->");
        if (in.skip("batch")) {
            return ofBatches();
        }
        if (in.skip("drop")) {
            return Target.DROP;
        }
        if (in.skip("dead-letter")) {
            return Target.DEAD_LETTER;
        }
        if (!in.skip("topic")) {
            throw in.unexpected(TARGETS);
        }
        return Target.ofTopic(topic());
    }

    private Target ofBatches() {
        if (in.skip("to")) {
            return Target.ofBatches(topic());
        }
        if (in.next().kind() == Kind.WORD) {
            throw in.unexpected("to, ; or the end");
        }
        return Target.BATCH;
    }

    private String topic() {
        String name = in.next().text();
        if (!name.matches(LEGAL_TOPIC) || name.equals(".") || name.equals("..")) {
            throw in.unexpected("the name of a topic");
        }
        return in.take().text();
    }
}
