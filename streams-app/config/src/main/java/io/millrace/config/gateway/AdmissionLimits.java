// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.gateway;

import java.time.Duration;

/**
 * Beyond what a gateway refuses.
 *
 * @param maxQueueAge of the oldest unacknowledged request of a pipeline
 * @param maxBytes that are read or wait for acknowledgement, of all pipelines
 * @param breakerFailures requests in a row of which Kafka takes nothing
 */
public record AdmissionLimits(Duration maxQueueAge, long maxBytes, int breakerFailures) {}
