// SPDX-License-Identifier: Apache-2.0
/**
 * The HTTP gateway alone with its broker: beside the least that takes events over HTTP, at a fixed rate, and with more requests than Kafka takes.
 */
package io.millrace.bench.gateway;
