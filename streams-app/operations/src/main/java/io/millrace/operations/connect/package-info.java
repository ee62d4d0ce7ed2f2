// SPDX-License-Identifier: Apache-2.0
/**
 * The sink connectors of the pipelines, through Kafka Connect's REST interface. Knows neither configuration nor Kafka's
 * clients.
 */
package io.millrace.operations.connect;
