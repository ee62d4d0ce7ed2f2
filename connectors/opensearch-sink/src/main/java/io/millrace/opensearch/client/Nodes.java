// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Which node is asked next: each in turn, but none that failed a short while ago as long as another has not. Thread-safe. */
final class Nodes {
    static final Duration AVOIDED = Duration.ofSeconds(30);

    private final List<URI> urls;
    private final LongSupplier nanoTime;

    /** When each is asked again; 0 for one that answers. */
    private final long[] avoidedUntil;

    private int next;

    /** @param nanoTime of a monotonic clock */
    Nodes(List<URI> urls, LongSupplier nanoTime) {
        this.urls = List.copyOf(urls);
        this.nanoTime = nanoTime;
        this.avoidedUntil = new long[urls.size()];
    }

    synchronized URI next() {
        long now = nanoTime.getAsLong();
        int first = next;
        next = (next + 1) % urls.size();
        for (int i = 0; i < urls.size(); i++) {
            int candidate = (first + i) % urls.size();
            if (avoidedUntil[candidate] == 0 || now - avoidedUntil[candidate] >= 0) {
                next = (candidate + 1) % urls.size();
                return urls.get(candidate);
            }
        }
        return urls.get(first);
    }

    synchronized void failed(URI url) {
        long until = nanoTime.getAsLong() + AVOIDED.toNanos();
        avoidedUntil[urls.indexOf(url)] = until == 0 ? 1 : until;
    }

    synchronized void answered(URI url) {
        avoidedUntil[urls.indexOf(url)] = 0;
    }
}
