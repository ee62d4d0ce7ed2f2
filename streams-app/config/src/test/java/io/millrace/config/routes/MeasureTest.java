// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.config.routes.Measure.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureTest {
    @Test
    void shouldReadMeasuresOfFieldsAndHeaders() {
        assertThat(Measure.parse("count, sum(bytes), min(\"a b\"),max(header), distinct(header x-user), bytes"))
                .containsExactly(
                        new Measure(Function.SUM, new Subject(false, "bytes")),
                        new Measure(Function.MIN, new Subject(false, "a b")),
                        new Measure(Function.MAX, new Subject(false, "header")),
                        new Measure(Function.DISTINCT, new Subject(true, "x-user")));
        assertThat(Measure.parse(" ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "avg(x)~column 1: met avg, but allowed is count, bytes, sum(FIELD), min(FIELD), max(FIELD) or distinct(FIELD)",
                "sum x~column 5: met x, but allowed is (",
                "sum()~column 5: met ), but allowed is a field",
                "sum(a b)~column 7: met b, but allowed is )",
                "sum(header h)~column 12: met h, but allowed is ) after a field, for a header is text",
                "count sum(a)~column 7: met sum, but allowed is , or the end",
                "count,~column 7: met the end, but allowed is count, bytes, sum(FIELD), min(FIELD), max(FIELD) or distinct(FIELD)"
            })
    void shouldSayWhereTheTextIsWrong(String text, String message) {
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> Measure.parse(text))
                .withMessage(message);
    }
}
