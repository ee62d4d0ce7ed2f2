// SPDX-License-Identifier: Apache-2.0
/**
 * What every sink shares: the delivery loop between a Connect task and a {@link io.millrace.sink.Destination}, the three
 * kinds of failure, and dead letters. Kafka Connect calls it, and it calls the outside system through the sink's module.
 * It depends on the wire contract only.
 */
package io.millrace.sink;
