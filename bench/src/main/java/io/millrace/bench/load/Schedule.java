// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.load;

/** Which event is due when. */
public interface Schedule {
    /** How many events should have been sent by now. */
    long due();

    /** The time that the event bears, in epoch milliseconds. */
    long time(long event);
}
