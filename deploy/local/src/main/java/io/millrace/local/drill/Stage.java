// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import java.time.Duration;

/**
 * What a drill takes of a stack. Drills that take the same are done in one.
 *
 * @param brokers how many there are
 * @param onSmallDisk the server that has its data on the small disk; null for none
 * @param checkedEvery how often {@code verify --every} looks for losses; zero for never
 */
record Stage(int brokers, String onSmallDisk, Duration checkedEvery) {
    static final Stage USUAL = of(1);

    static Stage of(int brokers) {
        return new Stage(brokers, null, Duration.ZERO);
    }

    static Stage onSmallDisk(String server) {
        return new Stage(1, server, Duration.ZERO);
    }

    static Stage checked(Duration every) {
        return new Stage(1, null, every);
    }

    boolean takesSmallDisk() {
        return onSmallDisk != null;
    }

    boolean isChecked() {
        return !checkedEvery.isZero();
    }

    /** How long it takes at most until a check finds a loss: what the first one misses may only be late. */
    Duration found() {
        return checkedEvery.multipliedBy(2);
    }
}
