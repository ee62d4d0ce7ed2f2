// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan;

import io.millrace.plan.figure.Figure;
import io.millrace.plan.figure.Interval;
import io.millrace.plan.money.Bill;
import java.util.List;

/**
 * What a load takes.
 *
 * @param figures in the order of flow
 * @param bill of a month
 * @param limits the tightest first
 * @param eventsPerBatch as rehearsed
 * @param batchesPerMinute as rehearsed, of all partitions
 * @param streamCores in use by all stream processes
 */
public record Plan(
        String pipeline,
        String profile,
        List<Figure> figures,
        Bill bill,
        List<Limit> limits,
        List<String> notes,
        double eventsPerBatch,
        double batchesPerMinute,
        Interval streamCores) {
    public Plan {
        figures = List.copyOf(figures);
        limits = List.copyOf(limits);
        notes = List.copyOf(notes);
    }
}
