// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.admission;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes in flight, of all pipelines: half is divided evenly among them, the other half is for whoever comes first. Thread-safe. */
public final class ByteBudget {
    private final long reserved;
    private final long shared;
    private final AtomicLong sharedUsed = new AtomicLong();

    /** @param pipelines how many there are */
    public ByteBudget(long bytes, int pipelines) {
        reserved = bytes / 2 / pipelines;
        shared = bytes - reserved * pipelines;
    }

    /** For one more pipeline. */
    public Share share() {
        return new Share();
    }

    /** What one pipeline has of it. */
    public final class Share {
        private final AtomicLong used = new AtomicLong();

        private Share() {}

        public long used() {
            return used.get();
        }

        /** Whether there was room; then it is taken until {@link #release}. */
        public boolean reserve(long bytes) {
            long before = used.getAndAdd(bytes);
            long more = beyond(before + bytes) - beyond(before);
            if (more > 0 && sharedUsed.addAndGet(more) > shared) {
                release(bytes);
                return false;
            }
            return true;
        }

        public void release(long bytes) {
            long after = used.addAndGet(-bytes);
            long less = beyond(after + bytes) - beyond(after);
            if (less > 0) {
                sharedUsed.addAndGet(-less);
            }
        }

        private long beyond(long bytes) {
            return Math.max(0, bytes - reserved);
        }
    }
}
