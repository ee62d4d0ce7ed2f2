// SPDX-License-Identifier: Apache-2.0
package io.millrace.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
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
    /** The group's offsets, −1 for none, as Kafka Streams was last told. */
    final Map<TopicPartition, Long> committed = new HashMap<>();

    /** The one that polls. */
    Consumer<?, ?> consumer;

    private KnownPositions() {}

    /** Whether a commit on this thread tells the group of that partition; true where no consumer of runs has ever polled. */
    public static boolean has(TopicPartition partition) {
        KnownPositions known = OF_THREAD.get();
        return known == null || known.told.contains(partition);
    }

    /** The group's offset when Kafka Streams last asked, −1 for none; {@code Long.MAX_VALUE} where no consumer of runs was asked. */
    public static long committed(TopicPartition partition) {
        KnownPositions known = OF_THREAD.get();
        return known == null ? Long.MAX_VALUE : known.committed.getOrDefault(partition, Long.MAX_VALUE);
    }

    /**
     * Whether all of that partition has been handed over, as far as the last answer of its broker goes, and a commit tells the group so; true where
     * no consumer of runs has ever polled.
     */
    public static boolean isAtEnd(TopicPartition partition) {
        KnownPositions known = OF_THREAD.get();
        return known == null
                || known.consumer == null
                || (known.told.contains(partition)
                        && known.consumer.currentLag(partition).orElse(1) == 0);
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
