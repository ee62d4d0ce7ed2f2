// SPDX-License-Identifier: Apache-2.0
/**
 * The PostgreSQL sink: one batch, one transaction. Kafka Connect hands batches to {@link
 * io.millrace.postgres.PostgresSinkTask}, whose delivery loop is {@code io.millrace.sink}'s; {@link
 * io.millrace.postgres.PostgresWriter} writes each into its table. Depends on {@code io.millrace.sink} and the wire contract.
 */
package io.millrace.postgres;
