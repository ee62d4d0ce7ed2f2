// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.BatchHeader;
import io.millrace.sink.TestBatches;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectKeyTest {
    private static final BatchHeader BATCH =
            TestBatches.open(TestBatches.json(40, "{}", "{}")).header();

    @Test
    void shouldLieUnderTheHourOfItsWindowInUtc() {
        assertThat(ObjectKey.of("raw/events", BATCH, ".jsonl.gz"))
                .isEqualTo("raw/events/clicks/dt=2015-05-17/hr=10/clicks.events-3-40-41.jsonl.gz");
    }

    @Test
    void shouldNotBeginWithASlash() {
        assertThat(ObjectKey.of("", BATCH, ".avro")).isEqualTo("clicks/dt=2015-05-17/hr=10/clicks.events-3-40-41.avro");
    }

    @ParameterizedTest
    @CsvSource({"a/b,a%2Fb", "..,%2E%2E", "a..b,a..b", "täg,t%C3%A4g", "50%,50%25", "A b_c-1,A%20b_c-1"})
    void shouldEscapeWhatAPathCannotHold(String name, String safe) {
        assertThat(ObjectKey.safe(name)).isEqualTo(safe);
    }

    @Property
    void shouldKeepDifferentNamesDifferent(@ForAll Set<String> names) {
        Set<String> safe = new HashSet<>();
        long valid = names.stream()
                .filter(ObjectKeyTest::isEncodable)
                .peek(name -> safe.add(ObjectKey.safe(name)))
                .count();

        assertThat(safe).hasSize((int) valid).allMatch(name -> name.matches("[A-Za-z0-9._%-]*"));
    }

    private static boolean isEncodable(String name) {
        return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(name);
    }
}
