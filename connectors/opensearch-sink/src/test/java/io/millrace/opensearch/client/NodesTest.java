// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodesTest {
    private static final URI A = URI.create("http://a");
    private static final URI B = URI.create("http://b");
    private static final URI C = URI.create("http://c");

    private long now = -5;
    private final Nodes nodes = new Nodes(List.of(A, B, C), () -> now);

    @Test
    void shouldAskEachInTurn() {
        assertThat(List.of(nodes.next(), nodes.next(), nodes.next(), nodes.next()))
                .containsExactly(A, B, C, A);
    }

    @Test
    void shouldPassOverOneThatFailedForAWhile() {
        nodes.failed(B);

        assertThat(List.of(nodes.next(), nodes.next(), nodes.next())).containsExactly(A, C, A);
        now += Nodes.AVOIDED.toNanos();
        assertThat(List.of(nodes.next(), nodes.next(), nodes.next())).containsExactly(B, C, A);
    }

    @Test
    void shouldComeBackToOneThatAnswers() {
        nodes.failed(B);
        nodes.answered(B);

        assertThat(List.of(nodes.next(), nodes.next())).containsExactly(A, B);
    }

    @Test
    void shouldAskAllWhenAllHaveFailed() {
        List.of(A, B, C).forEach(nodes::failed);

        assertThat(List.of(nodes.next(), nodes.next(), nodes.next())).containsExactly(A, B, C);
    }
}
