// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import io.millrace.opensearch.bulk.Bulk;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Bulks to be used again, as many as are of use and no more. Thread-safe. */
final class BulkPool {
    private final BlockingQueue<Bulk> idle;
    private final int mostBytes;

    /** @param mostBytes of a bulk that is kept: one that held a huge event is not */
    BulkPool(int size, int mostBytes) {
        this.idle = new ArrayBlockingQueue<>(size);
        this.mostBytes = mostBytes;
    }

    /** One that is idle, or a new one of that size: an array that grows is there twice while it does, and half empty afterwards. */
    Bulk take(long expectedBytes) {
        Bulk bulk = idle.poll();
        return bulk == null ? new Bulk((int) Math.max(0, Math.min(expectedBytes, mostBytes))) : bulk;
    }

    /** Only a bulk that no request reads from any more. */
    void giveBack(Bulk bulk) {
        bulk.clear();
        if (bulk.bytes().length <= mostBytes) {
            idle.offer(bulk);
        }
    }
}
