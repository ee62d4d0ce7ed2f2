// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.stages;

import io.millrace.config.routes.Subject;
import java.util.List;

/**
 * Which events of a partition, or of a group, are repetitions.
 *
 * @param by what makes up an event's id; empty when none are repetitions
 * @param windowMs how long an id is remembered at least, by event time
 * @param maxIds remembered by one partition
 * @param ofGroup whether it is decided where groups are batched, and else where events are read
 */
public record Dedup(List<Subject> by, long windowMs, int maxIds, boolean ofGroup) {
    public Dedup {
        by = List.copyOf(by);
    }

    public boolean isOff() {
        return by.isEmpty();
    }

    /** Whether it is decided where events are read. */
    public boolean isOfPartition() {
        return !isOff() && !ofGroup;
    }

    /** Whether it is decided where groups are batched. */
    public boolean isOfGroup() {
        return !isOff() && ofGroup;
    }
}
