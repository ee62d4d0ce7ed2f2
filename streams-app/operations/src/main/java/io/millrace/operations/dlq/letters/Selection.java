// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.letters;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Which dead letters are meant; all conditions hold at once.
 *
 * @param reasons empty for any
 * @param sinks empty for any
 * @param since when they failed at the earliest; null for any time
 * @param until when they failed before; null for any time
 */
public record Selection(Set<String> reasons, Set<String> sinks, Instant since, Instant until, OffsetSelection offsets) {
    /** All there are. */
    public static final Selection ALL = new Selection(Set.of(), Set.of(), null, null, new OffsetSelection(List.of()));

    public Selection {
        reasons = Set.copyOf(reasons);
        sinks = Set.copyOf(sinks);
    }

    public Selection between(Instant from, Instant to) {
        return new Selection(reasons, sinks, from, to, offsets);
    }

    public Selection of(Set<String> onlyReasons, Set<String> onlySinks) {
        return new Selection(onlyReasons, onlySinks, since, until, offsets);
    }

    /**
     * Places as {@code 0:100-250,1:7}; throws {@link org.apache.kafka.common.config.ConfigException} that names {@code option}.
     */
    public Selection at(String option, String places) {
        return new Selection(reasons, sinks, since, until, OffsetSelection.parse(option, places));
    }

    public boolean has(ParkedLetter letter) {
        Failure failure = letter.failure();
        return (reasons.isEmpty() || reasons.contains(failure.reason()))
                && (sinks.isEmpty() || (failure.sink() != null && sinks.contains(failure.sink())))
                && (since == null || failure.failedAt() >= since.toEpochMilli())
                && (until == null || failure.failedAt() < until.toEpochMilli())
                && offsets.has(letter.partition(), letter.offset());
    }
}
