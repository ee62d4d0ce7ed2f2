// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.rehearsal;

import io.millrace.schemas.CloseReason;
import java.util.Map;

/**
 * What one partition made of its traffic, once it had settled.
 *
 * @param seconds of virtual time
 * @param batches how many closed, by reason
 * @param events in them
 * @param batchBytes of the records on the sink topic, uncompressed
 * @param stateBytes written to the state topic, uncompressed
 * @param mostHeapBytes held for open batches at the end of any commit interval
 */
public record Rehearsed(
        double seconds,
        Map<CloseReason, Long> batches,
        long events,
        long batchBytes,
        long stateBytes,
        long mostHeapBytes) {
    public Rehearsed {
        batches = Map.copyOf(batches);
    }

    public long closed() {
        return batches.values().stream().mapToLong(Long::longValue).sum();
    }
}
