// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

/**
 * What leads to one sink topic.
 *
 * @param node the child that batches are forwarded to
 * @param schemaId registry id of the EventBatch schema on the topic
 */
public record BatchSink(String node, int schemaId) {}
