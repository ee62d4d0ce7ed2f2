// SPDX-License-Identifier: Apache-2.0
/**
 * What topics are made to be: the plan from pipelines, profile and cluster to changes, and carrying it out. {@link
 * io.millrace.operations.topics.TopicPlan} is the way in; planning knows no client of Kafka, carrying out holds no rules.
 */
package io.millrace.operations.topics;
