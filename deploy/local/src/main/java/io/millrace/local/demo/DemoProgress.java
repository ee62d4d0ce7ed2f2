// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

import java.io.PrintWriter;
import java.time.Duration;

/** One line that follows the demo: rewritten every second on a terminal, else a new one every five. */
final class DemoProgress {
    private static final String REWRITE = "\r";
    private static final String CLEAR_REST = "\u001B[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final long everyNanos;
    private long shownAt = System.nanoTime();
    private boolean dirty;

    DemoProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.everyNanos = Duration.ofSeconds(terminal ? 1 : 5).toNanos();
    }

    void show(Counts counts) {
        if (System.nanoTime() - shownAt >= everyNanos) {
            showNow(counts);
        }
    }

    void showNow(Counts counts) {
        shownAt = System.nanoTime();
        if (terminal) {
            out.print(REWRITE + counts + CLEAR_REST);
            dirty = true;
        } else {
            out.println(counts);
        }
        out.flush();
    }

    /** A line that is kept. */
    void say(String line) {
        out.println((dirty ? REWRITE + CLEAR_REST : "") + line);
        out.flush();
        dirty = false;
    }
}
