// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

/**
 * Where a rule sends an event.
 *
 * @param topic for {@link Kind#TOPIC}; for {@link Kind#BATCH} the sink topic, null for the pipeline's own; else null
 */
public record Target(Kind kind, String topic) {
    /** Into a batch for the pipeline's own sink topic. */
    public static final Target BATCH = new Target(Kind.BATCH, null);

    /** To the dead letters, as UNROUTABLE. */
    public static final Target DEAD_LETTER = new Target(Kind.DEAD_LETTER, null);

    /** Nowhere. */
    public static final Target DROP = new Target(Kind.DROP, null);

    /** The kinds of places. */
    public enum Kind {
        BATCH,
        TOPIC,
        DROP,
        DEAD_LETTER
    }

    /** To that topic, as it is. */
    static Target ofTopic(String topic) {
        return new Target(Kind.TOPIC, topic);
    }

    /** Into a batch for that sink topic. */
    static Target ofBatches(String topic) {
        return new Target(Kind.BATCH, topic);
    }
}
