// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.lang.management.ManagementFactory;

/** What is on the heap of this process and needed. */
final class Heap {
    private Heap() {}

    /** In bytes, after a collection. */
    static long used() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
