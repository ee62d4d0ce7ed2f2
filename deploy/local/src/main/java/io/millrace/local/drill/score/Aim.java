// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.score;

import java.time.Duration;

/** How long a repair may take, as {@code deploy/runbooks/README.md} has it. */
public final class Aim {
    private Aim() {}

    public static Duration of(String severity) {
        return Duration.ofMinutes(
                switch (severity) {
                    case "P0" -> 15;
                    case "P1" -> 30;
                    default -> 60;
                });
    }
}
