// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.pairs;

import java.time.Duration;

/** One of the two processes of a pair. */
public interface Contestant extends AutoCloseable {
    /** Its process, which is stopped when the other one works. */
    long pid();

    /**
     * Works, while its process runs. It has come somewhere when this returns, however long that takes, unless there is
     * nothing left to work on.
     *
     * @param settling work before the slice begins: what was due while it was stopped belongs to no slice
     * @param working how long the slice is, at least
     */
    Slice work(Duration settling, Duration working) throws Exception;

    /** Ends the process at once, and deletes what it leaves. */
    @Override
    void close();
}
