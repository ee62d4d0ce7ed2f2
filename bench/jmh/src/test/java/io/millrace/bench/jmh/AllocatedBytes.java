// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a piece of work allocates on the heap, as the JVM counts it for the thread: to the byte, on any machine. */
final class AllocatedBytes {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int RUNS = 5;

    private AllocatedBytes() {}

    /** What is measured. */
    interface Work {
        void run() throws Exception;
    }

    /** The least of some runs: the first ones load classes and fill pools, and only later ones are compiled. */
    static long by(Work work) throws Exception {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
