// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.reset;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.operations.verify.Verification;
import io.millrace.operations.verify.account.Balance;
import io.millrace.operations.verify.account.Gap;
import io.millrace.operations.verify.account.OffsetRange;
import io.millrace.operations.verify.account.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events of a source topic that nothing the pipeline has written holds, by partition: unread ones, and those of open batches. */
final class Unaccounted {
    /** Of events that the source topic still has. */
    private static final List<Standing> STANDINGS =
            List.of(Standing.MISSING, Standing.UNDELIVERED, Standing.OUTPUT_REMOVED);

    private final Map<Integer, List<Gap>> gaps = new HashMap<>();

    private Unaccounted() {}

    /**
     * Reads all topics of the pipeline, as {@code verify} does. Throws {@link
     * io.millrace.operations.verify.topics.VerificationException} when one cannot be read.
     */
    static Unaccounted read(MillraceConfig config, PipelineConfig pipeline) {
        try (Verification verification = new Verification(config, List.of(pipeline), false, true)) {
            return of(verification.run().pipelines().get(pipeline.name()));
        }
    }

    static Unaccounted of(Balance balance) {
        Unaccounted found = new Unaccounted();
        STANDINGS.stream().flatMap(standing -> balance.at(standing).stream()).forEach(gap -> found.gaps
                .computeIfAbsent(gap.partition(), fresh -> new ArrayList<>())
                .add(gap));
        return found;
    }

    private List<Gap> of(int partition) {
        return gaps.getOrDefault(partition, List.of());
    }

    /** The first of them, or {@code otherwise} when that comes before or there is none. */
    long first(int partition, long otherwise) {
        return of(partition).stream()
                .mapToLong(gap -> gap.ranges().get(0).first())
                .reduce(otherwise, Math::min);
    }

    /** How many there are before {@code end}, at most. */
    long atMostBefore(int partition, long end) {
        return of(partition).stream()
                .mapToLong(gap -> {
                    List<OffsetRange> told = gap.ranges();
                    boolean isTold =
                            gap.moreRanges() == 0 || told.get(told.size() - 1).last() >= end - 1;
                    return isTold ? within(gap, 0, end) : Math.max(gap.events(), within(gap, 0, end));
                })
                .sum();
    }

    /** How many there are from {@code from} on and before {@code end}, at least. */
    long atLeastBetween(int partition, long from, long end) {
        return of(partition).stream()
                .mapToLong(gap -> {
                    long elsewhere = within(gap, 0, Long.MAX_VALUE) - within(gap, from, end);
                    return Math.max(0, Math.min(within(gap, from, end), gap.events() - elsewhere));
                })
                .sum();
    }

    /** The offsets of its ranges from {@code from} on and before {@code end}. */
    private static long within(Gap gap, long from, long end) {
        return gap.ranges().stream()
                .mapToLong(range -> Math.min(range.last() + 1, end) - Math.max(range.first(), from))
                .filter(size -> size > 0)
                .sum();
    }
}
