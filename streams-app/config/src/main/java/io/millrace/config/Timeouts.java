// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import java.time.Duration;

/**
 * How long a process waits for others.
 *
 * @param start for the Kafka cluster, of a start and of any other command, before it gives up
 * @param shutdown for the last commit
 * @param registry of a stream thread for a registry that does not answer, before it is replaced
 */
public record Timeouts(Duration start, Duration shutdown, Duration registry) {}
