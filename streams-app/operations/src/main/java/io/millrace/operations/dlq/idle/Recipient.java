// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.idle;

import io.millrace.operations.connect.SinkConnector;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The connector that a dead letter was sent to.
 *
 * @param found as the worker shows it; empty when it does not know it
 */
record Recipient(String name, String topic, Optional<SinkConnector> found) {
    /** Not for a moment, as in a rebalance or restart. */
    private static final Set<String> STANDS = Set.of("FAILED", "PAUSED", "STOPPED");

    String group() {
        return found.map(SinkConnector::group).orElseGet(() -> SinkConnector.group(name));
    }

    /** Throws {@link NoOutcomeException} when it does not read the topic and will not of its own accord. */
    void requireReading() {
        if (found.isEmpty()) {
            throw not("does not exist");
        }
        SinkConnector connector = found.get();
        if (!connector.reads(topic)) {
            throw not("does not read " + topic + ", which belongs into its topics");
        }
        if (Stream.concat(Stream.of(connector.state()), connector.tasks().stream())
                .anyMatch(STANDS::contains)) {
            throw not("is " + connector.state() + ", its tasks are " + connector.tasks());
        }
    }

    private NoOutcomeException not(String is) {
        return new NoOutcomeException(
                "The connector " + name + ' ' + is + ", so it has not delivered what is on " + topic
                        + " for it; it will when that is mended, and the same command goes on with the next dead letter");
    }
}
