package io.millrace.bench;

import io.millrace.local.server.Server;
import java.time.Duration;

/** What a server's process has used of the processors. */
public final class CpuTime {
    private CpuTime() {}

    /** Since its start, as the system counts it: in steps of 10 ms on Linux. */
    public static double seconds(Server server) {
        return ProcessHandle.of(server.pid().orElseThrow())
                        .flatMap(process -> process.info().totalCpuDuration())
                        .map(Duration::toNanos)
                        .orElse(0L)
                / 1e9;
    }
}
