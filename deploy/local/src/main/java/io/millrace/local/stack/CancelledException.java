// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

/** The start was cancelled. */
final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CancelledException() {
        super("cancelled");
    }
}
