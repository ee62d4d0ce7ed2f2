// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.gateway.answer.Refusal;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;

class RequestHeadersTest {
    private static HttpFields.Mutable cloudEvent() {
        return HttpFields.build()
                .add("ce-id", "1")
                .add("ce-source", "/s")
                .add("ce-type", "t")
                .add("ce-specversion", "1.0")
                .add("Content-Type", "application/json");
    }

    private static String[] recordHeaders(HttpFields headers) throws Refusal {
        BodyKind kind = BodyKind.of("application/json", true, false);
        return RequestHeaders.ofRecord(headers, kind, true).stream()
                .map(header -> header.key())
                .toArray(String[]::new);
    }

    /** Millrace believes its own headers: with them an event could be parked, or pass for no repetition. */
    @Test
    void shouldTakeNoHeaderOfMillraceFromAClient() throws Refusal {
        HttpFields headers = cloudEvent()
                .add("millrace.attempts", "9")
                .add("millrace.refused.by", "clicks/route")
                .add("millrace.request.key", "k");

        assertThat(recordHeaders(headers))
                .containsExactlyInAnyOrder("ce_id", "ce_source", "ce_type", "ce_specversion", "content-type");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> recordHeaders(cloudEvent().add("ce-millrace.attempts", "9")));
    }
}
