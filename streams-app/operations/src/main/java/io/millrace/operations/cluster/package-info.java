// SPDX-License-Identifier: Apache-2.0
/**
 * The Kafka cluster as commands see it: its brokers and topics as values, and waiting for answers. Knows pipelines only by
 * the names of their topics.
 */
package io.millrace.operations.cluster;
