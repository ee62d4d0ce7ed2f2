package io.millrace.sink;

import io.millrace.sink.offsets.ContiguousOffsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One assignment of one partition. When the partition comes back it gets a new lane, so whatever still runs for an old
 * one finishes into nothing.
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

    /** Waits for {@code pause}, or until the lane is revoked: then true. */
    boolean revokedWithin(Duration pause) throws InterruptedException {
        return revoked.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }
}
