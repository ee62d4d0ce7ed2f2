// SPDX-License-Identifier: Apache-2.0
/**
 * What results from a configuration: the settings of Kafka Streams and of each client, defaults and overrides included, and whether
 * they contradict each other. Sees {@code config} only.
 */
package io.millrace.resolved;
