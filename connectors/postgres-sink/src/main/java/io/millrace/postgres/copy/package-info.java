// SPDX-License-Identifier: Apache-2.0
/**
 * Events as rows of PostgreSQL's binary COPY, straight from their encoded bytes. {@code io.millrace.postgres.table} says
 * which columns there are; {@code io.millrace.postgres} sends the rows. Knows nothing of connections.
 */
package io.millrace.postgres.copy;
