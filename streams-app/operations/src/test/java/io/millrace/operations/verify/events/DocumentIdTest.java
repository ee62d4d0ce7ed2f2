// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operations.verify.account.Books;
import io.millrace.operations.verify.account.EventDelivery;
import io.millrace.operations.verify.account.HeldEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentIdTest {
    private static EventDelivery noted(String id, String topic) {
        HeldEvents held = new HeldEvents();
        DocumentId.note(id, topic, held);
        Books books = new Books().produced(3, 40, 40).batched(3, 40, 40);
        books.conservation.held("opensearch", held);
        return books.balance().eventDeliveries().get("opensearch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs.events", "eu-logs-2"})
    void shouldReadPartitionAndOffset(String topic) {
        assertThat(noted(topic + "-3-40", topic).delivered()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "--",
                "logs.events",
                "logs.events-3",
                "logs.events-3-",
                "logs.events--40",
                "logs.events-3-4x",
                "logs.events-3-1234567890123456789",
                "logs.events-1234567890-4",
                "orders.events-3-40",
                "f3a8c7b0-1d2e-4f5a"
            })
    void shouldNotTakeAnythingElseForAnEvent(String id) {
        assertThat(noted(id, "logs.events").foreign()).isEqualTo(1);
        assertThat(noted(id, "logs.events").delivered()).isZero();
    }

    @Test
    void shouldNotMistakeOneTopicForAnother() {
        assertThat(noted("logs-3-40", "logs-3").foreign()).isEqualTo(1);
    }
}
