// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

/** What, after a crash, tells that a batch had been sent for good. The order is stored and never changes. */
public enum Proof {
    /** An offset committed past the events of its interval: the producer was flushed before that commit. */
    OFFSETS,
    /** Nothing: no event was processed between the last commit and the one that covers it. */
    NONE,
    /** It is told here: the producer had acknowledged it. */
    ACKNOWLEDGED
}
