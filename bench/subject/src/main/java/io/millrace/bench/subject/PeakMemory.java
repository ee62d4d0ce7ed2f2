package io.millrace.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory a process ever held, as Linux counts it. */
public final class PeakMemory {
    private static final String HIGH_WATER = "VmHWM:";

    private PeakMemory() {}

    /** Of this process; 0 where the system does not say. */
    public static long bytes() {
        return of("self");
    }

    /** Of a process by its id; 0 when it is gone or the system does not say. */
    public static long bytes(long pid) {
        return of(Long.toString(pid));
    }

    private static long of(String process) {
        try {
            return Files.readAllLines(Path.of("/proc", process, "status")).stream()
                    .filter(line -> line.startsWith(HIGH_WATER))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
