// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

/** Stored bytes carry a version, one for segments and markers; what another release wrote is refused, never guessed at. */
final class StateVersion {
    static final int CURRENT = 9;

    private StateVersion() {}

    static void require(long found, String what) {
        if (found != CURRENT) {
            throw new IllegalStateException("A stored " + what + " has version " + found + ", this release reads "
                    + CURRENT + "; run the release that wrote it until its batches are closed");
        }
    }
}
