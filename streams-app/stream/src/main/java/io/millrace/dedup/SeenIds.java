// SPDX-License-Identifier: Apache-2.0
package io.millrace.dedup;

/**
 * Ids of 128 bits, each with the offset of the event that had it first. A table of longs with linear probing, three to an id, so that a look-up
 * touches one place in memory and allocates nothing. To forget an id does not touch its place: all up to an offset are forgotten at once, and
 * with each new id a few places are swept, one after the other, as processors read memory fastest. Not thread-safe.
 */
final class SeenIds {
    private static final int LONGS = 3;
    private static final int LEAST_CAPACITY = 1024;
    /** For each new id, so that all places are swept while an eighth as many ids are new. */
    private static final int SWEPT = 8;

    private static final long NOTHING = -1;

    private long[] table;
    private int mask;
    /** Places that are taken, by what is forgotten, too. */
    private int taken;

    private long forgottenUpTo;
    private int swept;

    /** What an event is to those before it. */
    enum Answer {
        /** No event had its id, as far as is remembered. */
        NEW,
        /** It was the first itself, and is read again. */
        ITSELF,
        /** Another event had its id before. */
        REPEATED
    }

    SeenIds() {
        clear();
    }

    /** Remembers the id; one is never zero. */
    Answer see(long high, long low, long offset) {
        int at = place(low) * LONGS;
        while ((table[at] | table[at + 1]) != 0) {
            if (table[at] == high && table[at + 1] == low) {
                return seeAgain(at + 2, offset);
            }
            at = at + LONGS == table.length ? 0 : at + LONGS;
        }
        put(at, high, low, offset);
        if (taken > mask - mask / 4) {
            grow();
        }
        sweep();
        return Answer.NEW;
    }

    private Answer seeAgain(int at, long offset) {
        long first = table[at];
        if (first > forgottenUpTo && first < offset) {
            return Answer.REPEATED;
        }
        table[at] = offset;
        return first > forgottenUpTo && first == offset ? Answer.ITSELF : Answer.NEW;
    }

    private void put(int at, long high, long low, long offset) {
        table[at] = high;
        table[at + 1] = low;
        table[at + 2] = offset;
        taken++;
    }

    /** Forgets the ids whose first event was at that offset or before it. */
    void forget(long upTo) {
        forgottenUpTo = upTo;
    }

    private void sweep() {
        for (int i = 0; i < SWEPT; i++) {
            int at = swept * LONGS;
            if ((table[at] | table[at + 1]) != 0 && table[at + 2] <= forgottenUpTo) {
                remove(swept);
            } else {
                swept = (swept + 1) & mask;
            }
        }
    }

    /** Moves up what was put behind {@code place} only because that was taken (Knuth, 6.4 R). */
    private void remove(int place) {
        int hole = place;
        int next = (hole + 1) & mask;
        while ((table[next * LONGS] | table[next * LONGS + 1]) != 0) {
            int home = place(table[next * LONGS + 1]);
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                System.arraycopy(table, next * LONGS, table, hole * LONGS, LONGS);
                hole = next;
            }
            next = (next + 1) & mask;
        }
        table[hole * LONGS] = 0;
        table[hole * LONGS + 1] = 0;
        taken--;
    }

    private int place(long low) {
        return (int) low & mask;
    }

    private void grow() {
        long[] old = table;
        make(2 * (mask + 1));
        for (int from = 0; from < old.length; from += LONGS) {
            if ((old[from] | old[from + 1]) != 0 && old[from + 2] > forgottenUpTo) {
                int at = place(old[from + 1]) * LONGS;
                while ((table[at] | table[at + 1]) != 0) {
                    at = at + LONGS == table.length ? 0 : at + LONGS;
                }
                put(at, old[from], old[from + 1], old[from + 2]);
            }
        }
    }

    private void make(int capacity) {
        table = new long[capacity * LONGS];
        mask = capacity - 1;
        taken = 0;
        swept = 0;
    }

    void clear() {
        make(LEAST_CAPACITY);
        forgottenUpTo = NOTHING;
    }
}
