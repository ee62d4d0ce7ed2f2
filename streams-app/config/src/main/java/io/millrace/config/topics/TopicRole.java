// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.topics;

import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What a topic is to its pipeline. Code that goes through topics asks the pipeline for all of them and gets what differs from here,
 * or from a switch without a default, so that a new role is not forgotten anywhere.
 */
public enum TopicRole {
    /** Events, as their producers wrote them. */
    SOURCE("source topic", false),
    /** Batches. */
    SINK("sink topic", false),
    /** What could not be processed. */
    DLQ("dead-letter topic", false),
    /** Single events, as rules send them there. */
    ROUTE("topic of a route", false),
    /** Which events rules dropped. */
    DROPPED("record of dropped events", false),
    /** Final results of rollups. */
    ROLLUPS("topic of rollups", false),
    /** Batches that go to one sink once more. */
    REDRIVEN("topic of redriven batches", false),
    /** Which dead letters were sent back. */
    REDRIVES("record of redrives", false),
    /** Open batches, and what is remembered of events. */
    STATE("state topic", true),
    /** Events on their way to those of their group. */
    REPARTITION("repartition topic", true),
    /** Which topology the pipeline runs. */
    TOPOLOGY("record of the topology", true);

    private final String title;
    private final boolean internal;

    TopicRole(String title, boolean internal) {
        this.title = title;
        this.internal = internal;
    }

    /** In words. */
    String title() {
        return title;
    }

    /** Whether the stream creates it, at the first start, and decides how it is cleaned up. */
    public boolean isInternal() {
        return internal;
    }

    /** Whether the stream reads or writes it; otherwise it may be missing as long as nobody redrives dead letters. */
    public boolean isOfStream() {
        return this != REDRIVEN && this != REDRIVES;
    }

    /** What the stream's user must be allowed to do with it, besides describing it. */
    public Set<AclOperation> rights() {
        return switch (this) {
            case SOURCE -> Set.of(AclOperation.READ);
            case SINK, DLQ, ROUTE, DROPPED, ROLLUPS -> Set.of(AclOperation.WRITE);
            case REDRIVEN, REDRIVES -> Set.of();
            case STATE, TOPOLOGY -> Set.of(AclOperation.READ, AclOperation.WRITE);
            // Kafka Streams deletes what it has read.
            case REPARTITION -> Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE);
        };
    }
}
