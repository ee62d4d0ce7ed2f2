// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** With the real Kafka clients, and no broker. */
class DeliveryStartTest {
    private static final String CLIENT = "start-that-fails";

    /** The setting is only the producer's, so the admin client is there by then. */
    @Test
    void shouldCloseTheAdminClientWhenTheProducerCannotBeMade() {
        DeliveryConfig config = DeliveryConfig.of(new AbstractConfig(
                DeliveryConfig.addTo(new ConfigDef()),
                Map.of(
                        "dead.letter.bootstrap.servers", "localhost:1",
                        "dead.letter.client.id", CLIENT,
                        "dead.letter.compression.type", "nonsense"),
                false));

        assertThatThrownBy(() -> Delivery.start(
                        config, new FakeContext(), new FakeDestination(), failure -> Failures.Kind.FATAL))
                .hasMessageContaining("nonsense");

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().contains(CLIENT)));
    }
}
