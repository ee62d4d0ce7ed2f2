// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.figure;

/**
 * One number of a plan.
 *
 * @param about what it belongs to, such as batches or cores
 * @param unit as people write it; empty for a plain number
 */
public record Figure(String about, String name, Interval value, String unit, Origin origin) {}
