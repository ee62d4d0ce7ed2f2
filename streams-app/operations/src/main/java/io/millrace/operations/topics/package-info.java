// SPDX-License-Identifier: Apache-2.0
/**
 * What topics should be like: planning changes from pipelines, profile and cluster, and carrying them out. {@link
 * io.millrace.operations.topics.TopicPlan} is the entry point; planning knows no Kafka client, carrying out contains no rules.
 */
package io.millrace.operations.topics;
