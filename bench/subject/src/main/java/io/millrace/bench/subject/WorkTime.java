// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.subject;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process has used of the processors so far, without its compilers. */
public final class WorkTime {
    private WorkTime() {}

    public static long nanos() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime()
                - CompilerTime.nanos(ProcessHandle.current().pid());
    }
}
