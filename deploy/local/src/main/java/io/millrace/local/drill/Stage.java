// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import java.time.Duration;

/**
 * What a drill takes of a stack. Drills that take the same are done in one.
 *
 * @param brokers how many there are
 * @param onSmallDisk the server that has its data on the small disk; null for none
 * @param checkedEvery how often {@code verify --every} looks for losses; zero for never
 * @param losing whether something is lost in it for good
 */
record Stage(int brokers, String onSmallDisk, Duration checkedEvery, boolean losing) {
    static final Stage USUAL = of(1);

    static final Stage LOSING = new Stage(1, null, Duration.ZERO, true);

    static Stage of(int brokers) {
        return new Stage(brokers, null, Duration.ZERO, false);
    }

    static Stage onSmallDisk(String server) {
        return new Stage(1, server, Duration.ZERO, false);
    }

    static Stage checked(Duration every) {
        return new Stage(1, null, every, false);
    }

    boolean takesSmallDisk() {
        return onSmallDisk != null;
    }

    boolean isChecked() {
        return !checkedEvery.isZero();
    }

    /** What accounts for all that has come. Where something is gone for good it waits in vain, and need not wait long. */
    String check() {
        return losing ? "verify --wait 30s" : "verify --wait 5m";
    }

    /** The exit code with which {@link #check} has done so. */
    int verdict() {
        return losing ? 1 : 0;
    }

    /** How long it takes at most until a check finds a loss: what the first one misses may only be late. */
    Duration found() {
        return checkedEvery.multipliedBy(2);
    }
}
