// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import io.millrace.operations.dlq.letters.Failure;
import io.millrace.operations.dlq.letters.ParkedLetter;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Dead letters of one pipeline that failed for the same reason at the same place.
 *
 * @param stage of the stream, or {@code sink}; may be null, and so may {@code sink}
 * @param oldest when the first of them failed, in epoch milliseconds
 * @param offsets the first and the last one of each partition of the dead-letter topic
 * @param redriven how many were sent back
 * @param parked how many were not and have failed as often as anything may
 */
public record LetterGroup(
        String pipeline,
        String reason,
        String stage,
        String sink,
        long count,
        long oldest,
        long newest,
        Map<Integer, Range> offsets,
        long redriven,
        long parked) {
    public LetterGroup {
        offsets = Collections.unmodifiableMap(new TreeMap<>(offsets));
    }

    /** Offsets, both included. */
    public record Range(long first, long last) {
        Range with(long offset) {
            return new Range(Math.min(first, offset), Math.max(last, offset));
        }
    }

    static LetterGroup none(String pipeline, Failure failure) {
        return new LetterGroup(
                pipeline,
                failure.reason(),
                failure.stage(),
                failure.sink(),
                0,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                Map.of(),
                0,
                0);
    }

    LetterGroup with(ParkedLetter letter, boolean isRedriven, boolean isParked) {
        Map<Integer, Range> more = new TreeMap<>(offsets);
        more.merge(
                letter.partition(),
                new Range(letter.offset(), letter.offset()),
                (before, one) -> before.with(letter.offset()));
        return new LetterGroup(
                pipeline,
                reason,
                stage,
                sink,
                count + 1,
                Math.min(oldest, letter.failure().failedAt()),
                Math.max(newest, letter.failure().failedAt()),
                more,
                redriven + (isRedriven ? 1 : 0),
                parked + (isParked && !isRedriven ? 1 : 0));
    }
}
