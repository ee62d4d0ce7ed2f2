// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.operations.verify.VerificationReport;
import io.millrace.operations.verify.account.Balance;
import io.millrace.operations.verify.account.DeliveryBalance;
import io.millrace.operations.verify.account.Listing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoReportTest {
    private static final Listing NONE = new Listing(0, List.of());
    private static final DeliveryBalance ALL = new DeliveryBalance(900, NONE, NONE, NONE, 0, NONE);
    private static final Balance GOOD =
            new Balance(1_000, 900, 10, 0, 80, 6, 4, 4, 0, 0, 0, 0, Map.of(), ALL, Map.of());
    private final DemoReport report = new DemoReport(
            "latency",
            new VerificationReport(Map.of("clicks", GOOD), List.of(), Set.of()),
            Map.of("clicks", 12L),
            5_000,
            1_200,
            4_800);

    @Test
    void shouldWriteTheReportOfTheContract() {
        // When
        JsonNode json = report.json();

        // Then
        assertThat(json.at("/profile").asText()).isEqualTo("latency");
        JsonNode clicks = json.at("/pipeline/clicks");
        assertThat(clicks.at("/produced").asLong()).isEqualTo(1_000);
        assertThat(clicks.at("/batched").asLong()).isEqualTo(900);
        assertThat(clicks.at("/routed").asLong()).isEqualTo(80);
        assertThat(clicks.at("/dropped").asLong()).isEqualTo(6);
        assertThat(clicks.at("/duplicates").asLong()).isEqualTo(4);
        assertThat(clicks.at("/deadLettered").asLong()).isEqualTo(10);
        assertThat(clicks.at("/late").asLong()).isEqualTo(12);
        assertThat(clicks.at("/batches").asLong()).isEqualTo(4);
        assertThat(clicks.at("/delivered").asLong()).isEqualTo(900);
        assertThat(json.at("/eventsPerSecond").asLong()).isEqualTo(5_000);
        assertThat(json.at("/latencyMillis/p50").asLong()).isEqualTo(1_200);
        assertThat(json.at("/latencyMillis/p99").asLong()).isEqualTo(4_800);
        assertThat(json.at("/conserved").asBoolean()).isTrue();
    }

    @Test
    void shouldShowATableThatPeopleRead() {
        // When
        String text = report.text();

        // Then
        assertThat(text)
                .contains(
                        "clicks        1,000       900       80         6            4             10     12         4            900           -      -");
        assertThat(text).contains("half within 1.2 s, 99 % within 4.8 s");
    }
}
