// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition. An interrupt does not cut the wait short, or a server could outlive its closer; it is kept for later. */
public final class Await {

    private static final long STEP_MILLIS = 50;

    private Await() {}

    /** Returns whether the condition came true within the limit. */
    public static boolean await(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - deadline > 0) {
                    return false;
                }
                try {
                    Thread.sleep(STEP_MILLIS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
