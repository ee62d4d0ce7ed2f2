// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import java.util.List;
import org.apache.kafka.common.config.TopicConfig;

/**
 * When a change is made. Copies are added before {@code min.insync.replicas} is raised, and it is lowered before copies are
 * dropped, so that a topic never waits for copies that it does not have.
 */
enum Step {
    CREATE,
    ADD_PARTITIONS,
    WAIT_FOR_FEWER,
    REASSIGN,
    ALTER;

    static Step of(Change change) {
        if (change instanceof Change.Create) {
            return CREATE;
        }
        if (change instanceof Change.AddPartitions) {
            return ADD_PARTITIONS;
        }
        if (change instanceof Change.Reassign) {
            return REASSIGN;
        }
        return change.lowers() && change.what().equals(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                ? WAIT_FOR_FEWER
                : ALTER;
    }

    /** Those of {@code changes} that are made now, which are of one kind. */
    <T extends Change> List<T> of(Class<T> kind, List<Change> changes) {
        return changes.stream()
                .filter(change -> of(change) == this)
                .map(kind::cast)
                .toList();
    }
}
