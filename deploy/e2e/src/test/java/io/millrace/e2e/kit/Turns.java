// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which combinations of settings a run tries: every second one, so that each value of each setting comes up with each of another; all of them with
 * {@code -Dmillrace.seeds}.
 */
public final class Turns {
    public static final int SEEDS = Integer.getInteger("millrace.seeds", 0);
    public static final List<String> GUARANTEES = List.of("exactly_once_v2", "at_least_once");
    public static final List<Boolean> GROUPED = List.of(false, true);

    private Turns() {}

    /** @param positions that of each setting's value among all of its values */
    public static boolean take(int... positions) {
        return SEEDS > 0 || IntStream.of(positions).sum() % 2 == 0;
    }
}
