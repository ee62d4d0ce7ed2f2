// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.routes.Condition.IsAbsent;
import io.millrace.config.routes.Condition.IsAtLeast;
import io.millrace.config.routes.Condition.IsOneOf;
import io.millrace.config.routes.Condition.Matches;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteParserTest {
    @Test
    void shouldReadRulesInTheirOrder() {
        Routes routes = Routes.parse(
                "level in (\"ERROR\", \"FATAL\") and status >= 5e2 -> topic logs.errors;user absent->batch; otherwise -> dead-letter");

        assertThat(routes.rules())
                .containsExactly(
                        new Rule(
                                List.of(
                                        new Condition(
                                                field("level"),
                                                new IsOneOf(List.of(
                                                        new Literal.OfText("ERROR"), new Literal.OfText("FATAL")))),
                                        new Condition(
                                                field("status"),
                                                new IsAtLeast(new Literal.OfNumber(new BigDecimal("5e2"))))),
                                Target.ofTopic("logs.errors")),
                        new Rule(List.of(new Condition(field("user"), new IsAbsent())), Target.BATCH));
        assertThat(routes.otherwise()).isEqualTo(Target.DEAD_LETTER);
        assertThat(routes.topics()).containsExactly("logs.errors");
        assertThat(routes.subjects()).containsExactly(field("level"), field("status"), field("user"));
    }

    @Test
    void shouldTellTopicsOfBatchesFromThoseOfEvents() {
        Routes routes = Routes.parse("a = 1 -> batch to x; a = 2 -> topic y; a = 3 -> batch; otherwise -> batch to x");

        assertThat(routes.rules())
                .extracting(Rule::target)
                .containsExactly(Target.ofBatches("x"), Target.ofTopic("y"), Target.BATCH);
        assertThat(routes.otherwise()).isEqualTo(Target.ofBatches("x"));
        assertThat(routes.sinkTopics()).containsExactly("x");
        assertThat(routes.topics()).containsExactly("y");
        assertThat(routes.isEmpty()).isFalse();
    }

    @Test
    void shouldTellHeadersFromFields() {
        Routes routes =
                Routes.parse("header x-probe = \"1\" -> batch; \"header\" = true -> batch; \"a b\" absent -> batch");

        assertThat(routes.subjects()).containsExactly(new Subject(true, "x-probe"), field("header"), field("a b"));
    }

    @Test
    void shouldReadBackslashesAsPatternsNeedThem() {
        Routes routes = Routes.parse("path matches \"\\d+ \\\\\\\"\" -> batch");

        Matches matches = (Matches) routes.rules().get(0).conditions().get(0).test();
        assertThat(matches.pattern().pattern()).isEqualTo("\\d+ \\\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "level ! 6 ! met the end, but allowed is =, in, matches, >= or absent",
                "level = ERROR -> batch ! 9 ! met ERROR, but allowed is a string in double quotes, a number, true or false",
                "level > 5 -> batch ! 7 ! met >, but allowed is =",
                "level = \"ERROR -> batch ! 9 ! a string that does not end",
                "level in () -> batch ! 11 ! met ), but",
                "a absent -> logs.errors ! 13 ! met logs.errors, but allowed is topic NAME, batch, batch to TOPIC, drop or dead-letter",
                "a absent -> topic a/b ! 19 ! met a/b, but allowed is the name of a topic",
                "a absent -> batch b absent -> batch ! 19 ! met b, but allowed is to, ; or the end",
                "a absent -> batch = ! 19 ! met =, but allowed is ; or the end",
                "a absent -> batch to; ! 21 ! met ;, but allowed is the name of a topic",
                "a absent -> batch to a/b ! 22 ! met a/b, but allowed is the name of a topic",
                "a absent -> batch to .. ! 22 ! met .., but allowed is the name of a topic",
                "a absent -> topic . ! 19 ! met ., but allowed is the name of a topic",
                "a absent ! 9 ! met the end, but allowed is ->",
                "otherwise -> batch; a absent -> batch ! 21 ! met a, but allowed is nothing, since otherwise comes last",
                "header a >= 5 -> batch ! 10 ! met >=, but allowed is =, in, matches or absent, for a header is text",
                "header a = 5 -> batch ! 12 ! met 5, but allowed is a string in double quotes",
                "a matches \"(\" -> batch ! 11 ! \"(\" is no pattern of RE2: missing closing )",
                "a matches b -> batch ! 11 ! met b, but allowed is a pattern in double quotes",
                "; ! 1 ! met ;, but allowed is a field, header or otherwise",
            })
    void shouldSayWhereItIsFaultyAndWhatIsAllowed(String text, int column, String what) {
        assertThatThrownBy(() -> Routes.parse(text))
                .isInstanceOf(RuleException.class)
                .hasMessageStartingWith("column " + column + ": " + what);
    }

    private static Subject field(String name) {
        return new Subject(false, name);
    }
}
