// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import java.util.BitSet;

/** Which events the broker acknowledged, and which came out. Of numbers from 0 to two thousand millions; for all threads. */
final class EventBooks {
    private final BitSet acknowledged = new BitSet();
    private final BitSet batched = new BitSet();
    private final BitSet deadLettered = new BitSet();
    private long refused;
    private long duplicated;

    synchronized void acknowledged(long number) {
        acknowledged.set(Math.toIntExact(number));
    }

    synchronized void refuse() {
        refused++;
    }

    /** In a batch that can be read. */
    synchronized void batched(long number) {
        note(batched, number);
    }

    synchronized void deadLettered(long number) {
        note(deadLettered, number);
    }

    private void note(BitSet out, long number) {
        int bit = Math.toIntExact(number);
        if (out.get(bit)) {
            duplicated++;
        }
        out.set(bit);
    }

    /** How many of the numbers from {@code from} on, and before {@code end}, lie in batches. */
    synchronized long batchedBetween(long from, long end) {
        return batched.get(Math.toIntExact(from), Math.toIntExact(end)).cardinality();
    }

    synchronized long acknowledgedBefore(long end) {
        return acknowledged.get(0, Math.toIntExact(end)).cardinality();
    }

    /** Acknowledged ones with numbers below {@code end} that came out nowhere. */
    synchronized long lostBefore(long end) {
        BitSet missing = acknowledged.get(0, Math.toIntExact(end));
        missing.andNot(batched);
        missing.andNot(deadLettered);
        return missing.cardinality();
    }

    /** How often one came out that had come out before, whether a producer sent it twice or the stream did. */
    synchronized long duplicated() {
        return duplicated;
    }

    synchronized long deadLettered() {
        return deadLettered.cardinality();
    }

    /** Those that the producer gave up; they may have come out nevertheless, and are not lost if not. */
    synchronized long refused() {
        return refused;
    }
}
