// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Requests of 1 to 1,000 events, as many of 1 to 10 as of 100 to 1,000. Two of three have an idempotency key and are sent one to five
 * times, perhaps at the same time; the others are sent once. Events are numbered over all requests, and their values say their numbers.
 */
public final class RequestPlan {
    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_COPIES = 5;
    /** A copy is sent after at most so many other requests. */
    private static final int SPREAD = 200;

    private static final String ID = "{\"id\":";

    private final int[] firstEvents;
    private final BitSet keyed;
    private final int[] order;

    public RequestPlan(int requests, Random random) {
        firstEvents = new int[requests + 1];
        keyed = new BitSet();
        long[] places = new long[requests * MOST_COPIES];
        int copies = 0;
        for (int request = 0; request < requests; request++) {
            int size = (int) Math.pow(MOST_EVENTS + 1, random.nextDouble());
            firstEvents[request + 1] = Math.addExact(firstEvents[request], size);
            keyed.set(request, random.nextInt(3) > 0);
            int ofIt = keyed.get(request) ? 1 + random.nextInt(MOST_COPIES) : 1;
            for (int copy = 0; copy < ofIt; copy++) {
                places[copies++] = (long) (request + random.nextInt(SPREAD)) << Integer.SIZE | request;
            }
        }
        order = Arrays.stream(places, 0, copies)
                .sorted()
                .mapToInt(place -> (int) place)
                .toArray();
    }

    private RequestPlan(RequestPlan all, int sendings) {
        firstEvents = all.firstEvents;
        keyed = all.keyed;
        order = Arrays.copyOf(all.order, sendings);
    }

    /** What of it is carried out when it ends after so many sendings. */
    RequestPlan upTo(int sendings) {
        return new RequestPlan(this, sendings);
    }

    /** By event, whether its request is sent at all. */
    BitSet sent() {
        BitSet sent = new BitSet();
        for (int request : order) {
            sent.set(firstEvents[request], firstEvents[request + 1]);
        }
        return sent;
    }

    /** The request of each sending, in order. */
    public int[] order() {
        return order;
    }

    /** Of all requests together. */
    public int events() {
        return firstEvents[firstEvents.length - 1];
    }

    int[] events(int request) {
        return IntStream.range(firstEvents[request], firstEvents[request + 1]).toArray();
    }

    /** Whether the request of that event has a key. */
    public boolean isKeyed(int event) {
        int at = Arrays.binarySearch(firstEvents, event);
        return hasKey(at < 0 ? -at - 2 : at);
    }

    boolean hasKey(int request) {
        return keyed.get(request);
    }

    static String key(int request) {
        return "request-" + request;
    }

    /** NDJSON. */
    static byte[] body(int[] events) {
        StringBuilder lines = new StringBuilder();
        for (int event : events) {
            lines.append(ID).append(event).append(",\"path\":\"/checkout/basket\",\"ms\":12}\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The number of the event whose value begins at {@code from}. */
    static int event(byte[] value, int from) {
        int event = 0;
        int at = from + ID.length();
        while (value[at] != ',') {
            event = 10 * event + value[at++] - '0';
        }
        return event;
    }
}
