// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

/** A column whose type cannot hold what the payload's schema says. */
public final class UnfitColumnException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitColumnException(String column, ColumnType type, String wanted) {
        super("the column " + column + " has the type " + type + ", but the events need " + wanted);
    }
}
