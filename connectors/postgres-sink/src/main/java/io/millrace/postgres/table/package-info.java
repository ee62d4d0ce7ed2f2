// SPDX-License-Identifier: Apache-2.0
/**
 * Target tables: their names, what the catalog says of them, how they are created and altered, and the statements that write
 * to them. {@link io.millrace.postgres.table.Tables} is the entry point; {@code io.millrace.postgres.copy} encodes for them.
 */
package io.millrace.postgres.table;
