// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import java.time.Duration;

/** How long a repair may take, as {@code deploy/runbooks/README.md} has it. */
final class Aim {
    private Aim() {}

    static Duration of(String severity) {
        return Duration.ofMinutes(
                switch (severity) {
                    case "P0" -> 15;
                    case "P1" -> 30;
                    default -> 60;
                });
    }
}
