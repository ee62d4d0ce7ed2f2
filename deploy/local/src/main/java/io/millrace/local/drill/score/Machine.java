// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.score;

/** Where something is measured. */
public final class Machine {
    private Machine() {}

    public static String here() {
        return Runtime.getRuntime().availableProcessors() + " CPUs, " + System.getProperty("os.name") + ' '
                + System.getProperty("os.arch") + ", Java " + System.getProperty("java.version");
    }
}
