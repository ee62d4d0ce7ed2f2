// SPDX-License-Identifier: Apache-2.0
package io.millrace.drain;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestedKafkaTest {
    @Test
    void shouldAcceptTheVersionTheBuildBringsAlong() {
        assertThatCode(TestedKafka::require).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.3.0", "4.3.2", "4.4.0", "4.3.1-rc0", "unknown"})
    void shouldRefuseAVersionThatWasNotProven(String version) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> TestedKafka.require(version))
                .withMessageContaining("Kafka " + version)
                .withMessageContaining("4.3.1")
                .withMessageContaining("README.md");
    }
}
