// SPDX-License-Identifier: Apache-2.0
/**
 * The events of a request on their way to Kafka: their values as the pipeline has them, their keys and headers, and what became of each.
 * Nothing here waits, so that any thread may send. Knows no HTTP.
 */
package io.millrace.gateway.send;
