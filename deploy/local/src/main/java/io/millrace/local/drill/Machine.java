// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Where and when something was measured. */
final class Machine {
    private Machine() {}

    /** @param command what was typed */
    static String here(String command) {
        return String.format(
                Locale.ROOT,
                "Measured on %s by `./millrace %s`: %d CPUs, %s %s, Java %s.",
                LocalDate.now(ZoneOffset.UTC),
                command,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"));
    }
}
