// SPDX-License-Identifier: Apache-2.0
package io.millrace.source;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What the consumer of the current thread knows of positions.
 *
 * <p>Kafka Streams commits no offset of a partition before a poll has told one. A transaction without offsets is not fenced when its
 * owner was replaced: the group coordinator never hears of it. So before that, nothing may be sent that must not come twice.
 */
public final class KnownPositions {
    private static final ThreadLocal<KnownPositions> OF_THREAD = new ThreadLocal<>();

    /** Those that Kafka Streams has been told, and so commits. */
    final Set<TopicPartition> told = new HashSet<>();
    /** Those of which the group has no offset. */
    final Set<TopicPartition> neverCommitted = new HashSet<>();

    private KnownPositions() {}

    /** Whether a commit on this thread tells the group of that partition; true where no consumer of runs has ever polled. */
    public static boolean has(TopicPartition partition) {
        KnownPositions known = OF_THREAD.get();
        return known == null || known.told.contains(partition);
    }

    /** Whether the group had an offset of that partition when Kafka Streams last asked; true where no consumer of runs was asked. */
    public static boolean wasCommitted(TopicPartition partition) {
        KnownPositions known = OF_THREAD.get();
        return known == null || !known.neverCommitted.contains(partition);
    }

    /** Those of this thread, for its consumer to change. */
    static KnownPositions ofThisThread() {
        KnownPositions known = OF_THREAD.get();
        if (known == null) {
            known = new KnownPositions();
            OF_THREAD.set(known);
        }
        return known;
    }
}
