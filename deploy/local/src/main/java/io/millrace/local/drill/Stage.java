// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

/**
 * What a drill takes of a stack. Drills that take the same are done in one.
 *
 * @param brokers how many there are
 * @param onSmallDisk the server that has its data on the small disk; null for none
 */
record Stage(int brokers, String onSmallDisk) {
    static final Stage USUAL = new Stage(1, null);

    boolean takesSmallDisk() {
        return onSmallDisk != null;
    }
}
