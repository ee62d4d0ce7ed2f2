// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import java.util.OptionalLong;

/**
 * One line of {@code status}.
 *
 * @param state {@code running}, or what is wrong
 * @param address where it answers; of a connector, its metrics, or empty
 * @param note where to look further
 */
public record Component(String name, String state, OptionalLong pid, String address, String note) {
    public static final String RUNNING = "running";

    public boolean isRunning() {
        return state.equals(RUNNING);
    }
}
