// SPDX-License-Identifier: Apache-2.0
/**
 * The S3 sink: one batch, one object. Kafka Connect hands batches to {@link io.millrace.s3.S3SinkTask}, whose delivery
 * loop is {@code io.millrace.sink}'s; {@link io.millrace.s3.S3Writer} puts each where its key says. Depends on
 * {@code io.millrace.sink} and the wire contract.
 */
package io.millrace.s3;
