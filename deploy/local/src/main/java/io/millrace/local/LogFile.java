// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A log that grows. It may be large: only its end is read. */
final class LogFile {
    private static final int BLOCK = 64 * 1024;
    private static final long POLL_MILLIS = 250;

    private final Path file;
    private long position;

    LogFile(Path file) {
        this.file = file;
    }

    void printEnd(int lines, PrintWriter out) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            position = startOfLast(lines, log);
        }
        printNew(out);
    }

    /** Until the thread is interrupted. A log that was deleted and recreated is read from its beginning. */
    void follow(PrintWriter out) throws IOException, InterruptedException {
        while (true) {
            Thread.sleep(POLL_MILLIS);
            printNew(out);
        }
    }

    private void printNew(PrintWriter out) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            position = log.length() < position ? 0 : position;
            log.seek(position);
            byte[] block = new byte[BLOCK];
            for (int read = log.read(block); read > 0; read = log.read(block)) {
                out.write(new String(block, 0, read, StandardCharsets.UTF_8));
                position += read;
            }
        }
        out.flush();
    }

    private static long startOfLast(int lines, RandomAccessFile log) throws IOException {
        long end = log.length();
        int left = lines + 1;
        byte[] block = new byte[BLOCK];
        for (long from = end; from > 0; ) {
            int length = (int) Math.min(BLOCK, from);
            from -= length;
            log.seek(from);
            log.readFully(block, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                if (block[i] == '\n' && --left == 0) {
                    return from + i + 1;
                }
            }
        }
        return 0;
    }
}
