// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.observed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.plan.observed.Observation.UnansweredException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservationTest {
    @Test
    void shouldNameTheProcessThatDoesNotAnswer() {
        URI nobody = URI.create("http://127.0.0.1:1");

        assertThatThrownBy(() -> Observation.of(List.of(nobody), "clicks", Duration.ZERO))
                .isInstanceOf(UnansweredException.class)
                .hasMessageContaining("http://127.0.0.1:1");
    }
}
