// SPDX-License-Identifier: Apache-2.0
package io.millrace.source;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions whose position Kafka Streams has been told, and so commits, by the consumer of the current thread. A transaction without
 * offsets is not fenced when its owner was replaced: the group coordinator never hears of it. Kafka Streams commits no offset of a
 * partition before a poll has told one; so before that, nothing may be sent that must not come twice.
 */
public final class KnownPositions {
    private static final ThreadLocal<Set<TopicPartition>> OF_THREAD = new ThreadLocal<>();

    private KnownPositions() {}

    /** Whether a commit on this thread tells the group of that partition; true where no consumer of runs has ever polled. */
    public static boolean has(TopicPartition partition) {
        Set<TopicPartition> known = OF_THREAD.get();
        return known == null || known.contains(partition);
    }

    /** Those of this thread, for its consumer to change. */
    static Set<TopicPartition> ofThisThread() {
        Set<TopicPartition> known = OF_THREAD.get();
        if (known == null) {
            known = new HashSet<>();
            OF_THREAD.set(known);
        }
        return known;
    }
}
