// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.data;

/**
 * The order in which events take turns in windows. All get an event first; then, for {@value #PHASES} rounds, one more share
 * of them in each, and all of them from then on. So at no time are all as full as one another, and batches of so many events,
 * which would otherwise close all at once, close as steadily as events come.
 */
final class WindowOrder {
    static final int PHASES = 20;

    private final int windows;
    private int round;
    private int window = -1;

    WindowOrder(int windows) {
        this.windows = windows;
    }

    int next() {
        do {
            window++;
            if (window == windows) {
                window = 0;
                round++;
            }
        } while (round > 0 && window % PHASES >= round);
        return window;
    }
}
