// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.frame;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The events of one body, as places in it. Not thread-safe. */
public final class Items {
    private static final int FEW = 16;

    private final int most;
    private final Map<Integer, String> faults = new HashMap<>();
    private byte[] body;
    private int[] bounds = new int[2 * FEW];
    private int count;

    Items(byte[] body, int most) {
        this.body = body;
        this.most = most;
    }

    /** None yet, with bytes that {@link #heldIn} will tell. */
    public Items(int most) {
        this(null, most);
    }

    /** Throws {@link TooManyItemsException} when there are as many as there may be. */
    public void add(int from, int to) throws TooManyItemsException {
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

    /** One of which there are no bytes, since it has more than an event may have. */
    public void addTooLarge() throws TooManyItemsException {
        add(0, Integer.MAX_VALUE);
    }

    /** One of which there are no bytes, since it cannot be read; {@code why} shows nothing of it. */
    public void addMalformed(String why) throws TooManyItemsException {
        faults.put(count, why);
        add(0, 0);
    }

    public void heldIn(byte[] bytes) {
        body = bytes;
    }

    public int count() {
        return count;
    }

    /** In bytes. */
    public int size(int index) {
        return bounds[2 * index + 1] - bounds[2 * index];
    }

    /** Why one cannot be read; null for all that can be. */
    public String fault(int index) {
        return faults.isEmpty() ? null : faults.get(index);
    }

    /** The bytes of one, as they came; the body itself if it is nothing else. */
    public byte[] get(int index) {
        int from = bounds[2 * index];
        int to = bounds[2 * index + 1];
        return from == 0 && to == body.length ? body : Arrays.copyOfRange(body, from, to);
    }
}
