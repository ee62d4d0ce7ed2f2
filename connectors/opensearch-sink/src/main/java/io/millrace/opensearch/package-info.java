// SPDX-License-Identifier: Apache-2.0
/**
 * The OpenSearch sink: one event, one document. Kafka Connect hands batches to {@link io.millrace.opensearch.OpenSearchSinkTask},
 * whose delivery loop is {@code io.millrace.sink}'s; {@link io.millrace.opensearch.OpenSearchWriter} sends each as bulks. Depends on
 * {@code io.millrace.sink} and the wire contract.
 */
package io.millrace.opensearch;
