// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.score;

import java.time.Duration;

/** Durations as the report has them. */
public final class Seconds {
    private Seconds() {}

    public static String of(Duration duration) {
        return duration == null ? "never" : Math.round(duration.toMillis() / 1e3) + " s";
    }
}
