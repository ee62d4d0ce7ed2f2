// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
    /** At offset 7 of partition 0. */
    private final ParkedLetter event = Letters.ours("decode", null, "logs.events", 3, 40, "{}");

    private final ParkedLetter ofSink = Letters.ours("sink", "search", "logs.batches", 3, 40, "{}");

    @Test
    void shouldMeanAllUnlessToldOtherwise() {
        assertThat(Selection.ALL.has(event)).isTrue();
        assertThat(Selection.ALL.has(ofSink)).isTrue();
    }

    @Test
    void shouldLookAtReasonAndSink() {
        assertThat(Selection.ALL.of(Set.of("MALFORMED"), Set.of()).has(event)).isTrue();
        assertThat(Selection.ALL.of(Set.of("MALFORMED"), Set.of()).has(ofSink)).isFalse();
        assertThat(Selection.ALL.of(Set.of(), Set.of("search")).has(ofSink)).isTrue();
        assertThat(Selection.ALL.of(Set.of(), Set.of("search")).has(event)).isFalse();
        assertThat(Selection.ALL.of(Set.of("MALFORMED"), Set.of("search")).has(ofSink))
                .isFalse();
    }

    @Test
    void shouldLookAtTheTimeOfFailureFromTheFirstToBeforeTheLast() {
        Instant then = Instant.ofEpochMilli(Letters.FAILED_AT);

        assertThat(Selection.ALL.between(then, null).has(event)).isTrue();
        assertThat(Selection.ALL.between(then.plusMillis(1), null).has(event)).isFalse();
        assertThat(Selection.ALL.between(null, then).has(event)).isFalse();
        assertThat(Selection.ALL.between(null, then.plusMillis(1)).has(event)).isTrue();
    }

    @Test
    void shouldLookAtThePlace() {
        assertThat(Selection.ALL.at("--offsets", "0:7").has(event)).isTrue();
        assertThat(Selection.ALL.at("--offsets", "0:8-9, 0:5-7").has(event)).isTrue();
        assertThat(Selection.ALL.at("--offsets", "1:7,0:8-90").has(event)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "0:", "0:9-7", "0:1-2-3", "0:-7", "-1:7", "0:1,"})
    void shouldNameAPlaceThatMakesNoSense(String places) {
        assertThatThrownBy(() -> Selection.ALL.at("--offsets", places))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--offsets");
    }
}
