// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.path;

/** Not every event that was sent has been delivered, exactly once. */
public final class NotConservedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotConservedException(String run, long sent, String report) {
        super("Of the " + sent + " events of " + run + " not each was delivered once:\n" + report);
    }
}
