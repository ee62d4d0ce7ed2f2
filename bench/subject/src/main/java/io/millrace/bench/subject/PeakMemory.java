// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory a process ever held, as Linux counts it. */
public final class PeakMemory {
    private static final String HIGH_WATER = "VmHWM:";
    private static final String RESIDENT = "VmRSS:";

    private PeakMemory() {}

    /** Of this process; 0 where the system does not say. */
    public static long bytes() {
        return of("self", HIGH_WATER);
    }

    /** Of a process by its id; 0 when it is gone or the system does not say. */
    public static long bytes(long pid) {
        return of(Long.toString(pid), HIGH_WATER);
    }

    /** What a process holds at this moment; 0 when it is gone or the system does not say. */
    public static long bytesNow(long pid) {
        return of(Long.toString(pid), RESIDENT);
    }

    private static long of(String process, String line) {
        try {
            return Files.readAllLines(Path.of("/proc", process, "status")).stream()
                    .filter(text -> text.startsWith(line))
                    .mapToLong(text -> 1024 * Long.parseLong(text.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
