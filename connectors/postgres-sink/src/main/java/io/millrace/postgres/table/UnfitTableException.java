// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.table;

/** A table that cannot take the events as configured, which is the operator's to mend. The message says how. */
public final class UnfitTableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnfitTableException(String message) {
        super(message);
    }
}
