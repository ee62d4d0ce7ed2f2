// SPDX-License-Identifier: Apache-2.0
package io.millrace.dedup;

/**
 * Ids of 128 bits, each with the offset of the event that had it first. A table of longs with linear probing, three to an id, so that a look-up
 * touches one place in memory and allocates nothing. Not thread-safe.
 */
final class SeenIds {
    private static final int LONGS = 3;
    private static final int LEAST_CAPACITY = 1024;

    private long[] table = new long[LEAST_CAPACITY * LONGS];
    private int mask = LEAST_CAPACITY - 1;
    private int size;

    int size() {
        return size;
    }

    /** The offset of the first event with that id, which is {@code offset} if there was none before. An id is never zero. */
    long first(long high, long low, long offset) {
        int at = slot(low) * LONGS;
        while ((table[at] | table[at + 1]) != 0) {
            if (table[at] == high && table[at + 1] == low) {
                if (offset < table[at + 2]) {
                    table[at + 2] = offset;
                }
                return table[at + 2];
            }
            at = at + LONGS == table.length ? 0 : at + LONGS;
        }
        table[at] = high;
        table[at + 1] = low;
        table[at + 2] = offset;
        size++;
        if (size > mask / 2) {
            grow();
        }
        return offset;
    }

    /** Forgets the id, unless its first event came after that one. */
    void forget(long high, long low, long offset) {
        int at = slot(low) * LONGS;
        while ((table[at] | table[at + 1]) != 0) {
            if (table[at] == high && table[at + 1] == low) {
                if (table[at + 2] <= offset) {
                    remove(at);
                }
                return;
            }
            at = at + LONGS == table.length ? 0 : at + LONGS;
        }
    }

    /** Moves up what was put behind {@code at} only because that was taken (Knuth, 6.4 R). */
    private void remove(int at) {
        int hole = at / LONGS;
        int next = hole;
        while (true) {
            next = (next + 1) & mask;
            int from = next * LONGS;
            if ((table[from] | table[from + 1]) == 0) {
                break;
            }
            int home = slot(table[from + 1]);
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                System.arraycopy(table, from, table, hole * LONGS, LONGS);
                hole = next;
            }
        }
        table[hole * LONGS] = 0;
        table[hole * LONGS + 1] = 0;
        size--;
    }

    private int slot(long low) {
        return (int) low & mask;
    }

    private void grow() {
        long[] old = table;
        table = new long[2 * old.length];
        mask = 2 * mask + 1;
        size = 0;
        for (int at = 0; at < old.length; at += LONGS) {
            if ((old[at] | old[at + 1]) != 0) {
                long unused = first(old[at], old[at + 1], old[at + 2]);
            }
        }
    }

    void clear() {
        table = new long[LEAST_CAPACITY * LONGS];
        mask = LEAST_CAPACITY - 1;
        size = 0;
    }
}
