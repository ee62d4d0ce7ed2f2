// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.table;

import java.util.Locale;

/** What may be done to tables. */
public enum TableMode {
    /** They are created when missing, and get the columns that they lack. */
    CREATE,
    /** They must be there, with every column and with a key. */
    CHECK,
    /** They are taken as they are: what has no column is left out. */
    OFF;

    public static TableMode of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
