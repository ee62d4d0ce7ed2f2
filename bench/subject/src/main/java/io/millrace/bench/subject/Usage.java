// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.subject;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;

/** What this process had used at one moment. */
record Usage(
        long processed,
        long nanos,
        long cpuNanos,
        long compilerNanos,
        long workNanos,
        long allocatedBytes,
        long gcMillis,
        Map<String, Long> counters) {

    static Usage now(Subject subject) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Usage(
                subject.processed(),
                System.nanoTime(),
                system.getProcessCpuTime(),
                CompilerTime.nanos(ProcessHandle.current().pid()),
                subject.workNanos(),
                allocated(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum(),
                subject.counters());
    }

    /** Of all threads that live. */
    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}
