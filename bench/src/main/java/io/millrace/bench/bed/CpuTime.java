// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.bed;

import io.millrace.bench.subject.CompilerTime;
import io.millrace.local.process.Server;
import java.time.Duration;

/** What a server's process has used of the processors, without its compilers' part. */
public final class CpuTime {
    private CpuTime() {}

    /** Since its start, as the system counts it: in steps of 10 ms on Linux. */
    public static double seconds(Server server) {
        long pid = server.pid().orElseThrow();
        long all = ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
        return (all - CompilerTime.nanos(pid)) / 1e9;
    }
}
