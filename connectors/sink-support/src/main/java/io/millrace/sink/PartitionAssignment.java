// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.sink.offsets.ContiguousOffsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One assignment of one partition to this task. A partition that comes back gets a new one, so that a delivery still
 * running for an earlier assignment moves no offset.
 */
final class PartitionAssignment {
    private final ContiguousOffsets offsets = new ContiguousOffsets();
    private final CountDownLatch revoked = new CountDownLatch(1);

    ContiguousOffsets offsets() {
        return offsets;
    }

    void revoke() {
        revoked.countDown();
    }

    boolean revoked() {
        return revoked.getCount() == 0;
    }

    /** Waits for {@code pause}, or until the partition is revoked: then true. */
    boolean revokedWithin(Duration pause) throws InterruptedException {
        return revoked.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }
}
