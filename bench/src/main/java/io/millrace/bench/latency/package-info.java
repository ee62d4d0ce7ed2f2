// SPDX-License-Identifier: Apache-2.0
/**
 * From the append of an event to its batch being readable, and from a process's start to its first batch. All clocks are
 * those of one machine.
 */
package io.millrace.bench.latency;
