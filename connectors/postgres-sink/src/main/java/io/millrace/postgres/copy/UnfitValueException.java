// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

/** A value that no column of its type can hold. The message holds its kind and the SQLSTATE, not the value. */
public final class UnfitValueException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitValueException(String sqlState, String what) {
        super(sqlState + ' ' + what);
    }

    static UnfitValueException outOfRange(String type) {
        return new UnfitValueException("22003", "numeric value out of range for " + type);
    }

    static UnfitValueException dateOutOfRange(String type) {
        return new UnfitValueException("22008", "datetime field overflow for " + type);
    }
}
