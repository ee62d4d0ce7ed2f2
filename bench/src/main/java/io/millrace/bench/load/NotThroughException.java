// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.load;

/** Events that were sent do not come out. */
public final class NotThroughException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotThroughException(String run, long out, long expected) {
        super("Of " + expected + " events of " + run + " only " + out + " came out, and no more");
    }
}
