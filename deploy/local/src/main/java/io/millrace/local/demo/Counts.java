// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

import java.util.Locale;

/** How far a demo has got; in events, except for the last two. */
record Counts(long sent, long batched, long routed, long dropped, long deadLettered, long batches, long objects) {

    /** Every event has its place, and every batch its object. */
    boolean isSettled() {
        return batched + routed + dropped + deadLettered >= sent && objects >= batches;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "sent %,d   batched %,d   routed %,d   dropped %,d   dead letters %,d   batches %,d   objects %,d",
                sent,
                batched,
                routed,
                dropped,
                deadLettered,
                batches,
                objects);
    }
}
