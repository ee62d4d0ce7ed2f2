// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a request may come in, decided before its body is read, in constant time, and without a lock that sending takes. Knows
 * neither HTTP nor Kafka; time is handed in, in nanoseconds of {@link System#nanoTime}.
 */
package io.millrace.gateway.admission;
