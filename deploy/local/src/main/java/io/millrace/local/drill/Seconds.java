// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import java.time.Duration;

/** Durations as the report has them. */
final class Seconds {
    private Seconds() {}

    static String of(Duration duration) {
        return duration == null ? "never" : Math.round(duration.toMillis() / 1e3) + " s";
    }
}
