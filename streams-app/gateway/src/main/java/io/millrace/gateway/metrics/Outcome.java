// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.metrics;

/** What became of an event, as the tag of a metric. */
public enum Outcome {
    /** Kafka has it. */
    ACKED,
    /** It was refused for what it is. */
    REJECTED,
    /** Kafka did not acknowledge it: the client is told to repeat it. */
    RETRY
}
