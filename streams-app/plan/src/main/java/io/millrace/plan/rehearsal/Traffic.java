// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.rehearsal;

/**
 * What comes to one partition of the batch stage, each event by itself, with the time of its arrival as event time.
 *
 * @param eventsPerSecond above 0
 * @param keyBytes of each record's key; 0 for none
 * @param groups that its events are of, in equal shares; 0 when the pipeline groups nothing
 */
public record Traffic(double eventsPerSecond, EventSizes sizes, int keyBytes, int groups) {}
