// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import java.time.Duration;

/**
 * How long a process waits for others.
 *
 * @param start for the Kafka cluster, by a start and by any other command, before it gives up
 * @param shutdown for the last commit
 * @param registry how long a stream thread waits for a registry that does not answer before it is replaced
 */
public record Timeouts(Duration start, Duration shutdown, Duration registry) {}
