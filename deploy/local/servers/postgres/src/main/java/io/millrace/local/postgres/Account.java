// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.postgres;

/**
 * Who may connect, and where to.
 *
 * @param user the superuser that the first start makes
 * @param database created by the first start; letters, digits and underscores only
 */
public record Account(String user, String password, String database) {
    public Account {
        if (!database.matches("[a-z_][a-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "the name of a database here is lower-case letters, digits and underscores, not " + database);
        }
    }

    @Override
    public String toString() {
        return user + '@' + database;
    }
}
