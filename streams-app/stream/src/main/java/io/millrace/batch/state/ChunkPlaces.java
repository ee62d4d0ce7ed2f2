// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import java.util.Arrays;

/** Where the chunks of one batch lie, oldest first: for each a segment, and its bytes within. */
final class ChunkPlaces {
    /** What one costs on the heap. */
    static final int BYTES_EACH = 12;

    private Segment[] segments = new Segment[1];
    private int[] froms = new int[1];
    private int[] lengths = new int[1];
    private int size;

    void add(Segment segment, int from, int length) {
        if (size == segments.length) {
            int capacity = size + (size >> 1) + 1;
            segments = Arrays.copyOf(segments, capacity);
            froms = Arrays.copyOf(froms, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
        }
        segments[size] = segment;
        froms[size] = from;
        lengths[size] = length;
        size++;
        segment.wanted();
    }

    int size() {
        return size;
    }

    /** Of all of them. */
    int bytes() {
        int bytes = 0;
        for (int i = 0; i < size; i++) {
            bytes += lengths[i];
        }
        return bytes;
    }

    Segment segment(int index) {
        return segments[index];
    }

    int from(int index) {
        return froms[index];
    }

    int length(int index) {
        return lengths[index];
    }

    /** Which one it is that lies there; −1 for none. */
    int find(Segment segment, int from) {
        for (int i = 0; i < size; i++) {
            if (segments[i] == segment && froms[i] == from) {
                return i;
            }
        }
        return -1;
    }

    void move(int index, Segment to, int from) {
        segments[index].unwanted();
        segments[index] = to;
        froms[index] = from;
        to.wanted();
    }

    void drop() {
        for (int i = 0; i < size; i++) {
            segments[i].unwanted();
        }
        size = 0;
    }
}
