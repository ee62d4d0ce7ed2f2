// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.frame;

import java.util.Arrays;

/** The events of one body, as places in it. Not thread-safe. */
public final class Items {
    private static final int FEW = 16;

    private final byte[] body;
    private final int most;
    private int[] bounds = new int[2 * FEW];
    private int count;

    Items(byte[] body, int most) {
        this.body = body;
        this.most = most;
    }

    void add(int from, int to) throws TooManyItemsException {
        if (count == most) {
            throw new TooManyItemsException(most);
        }
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * count] = from;
        bounds[2 * count + 1] = to;
        count++;
    }

    public int count() {
        return count;
    }

    /** In bytes. */
    public int size(int index) {
        return bounds[2 * index + 1] - bounds[2 * index];
    }

    /** The bytes of one, as they came; the body itself if it is nothing else. */
    public byte[] get(int index) {
        int from = bounds[2 * index];
        int to = bounds[2 * index + 1];
        return from == 0 && to == body.length ? body : Arrays.copyOfRange(body, from, to);
    }
}
