// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.pairs;

/**
 * What one process did in one turn.
 *
 * @param events or whatever else both of the pair count
 * @param seconds that went by
 * @param cpuSeconds of the process, without its compilers
 * @param allocatedBytes by threads that live
 * @param isLast whether there is nothing left to work on
 */
public record Slice(double events, double seconds, double cpuSeconds, double allocatedBytes, boolean isLast) {
    /** Whether it was long enough to say anything. */
    boolean counts() {
        return events > 0 && cpuSeconds > 0;
    }

    double eventsPerSecond() {
        return events / seconds;
    }

    double eventsPerCpuSecond() {
        return events / cpuSeconds;
    }

    double allocatedBytesPerEvent() {
        return allocatedBytes / events;
    }
}
