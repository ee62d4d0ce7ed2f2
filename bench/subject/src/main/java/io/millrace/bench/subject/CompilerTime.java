// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a JVM's compilers have used of the processors. It belongs to the warm-up, which takes more than ten seconds
 * in a large program, and to nobody who runs for a day.
 */
public final class CompilerTime {
    /** Of a tick of Linux' accounting, 100 of which are a second for every program. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private CompilerTime() {}

    /** Of the process so far; 0 where the system does not say. */
    public static long nanos(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.mapToLong(CompilerTime::ticks).sum() * NANOS_PER_TICK;
        } catch (IOException e) {
            return 0;
        }
    }

    /** The name stands in parentheses; behind it, fields 12 and 13 are the user's and the system's time. */
    private static long ticks(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            int nameEnd = stat.lastIndexOf(')');
            if (!stat.substring(0, nameEnd).matches("[0-9]+ \\(C[12] Compiler.*")) {
                return 0;
            }
            String[] fields = stat.substring(nameEnd + 2).split(" ", -1);
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (IOException e) {
            return 0;
        }
    }
}
