// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.sinks;

import io.millrace.bench.bed.TestBed;
import java.util.Map;

/** Where a run writes: an index or a table that is its own, made the same for all. */
public interface Target {
    /** Events of a batch: few enough that a second is several of them. */
    int batchEvents();

    /** Makes it, and tells what a subject must know to write there, by the keys of its spec. */
    Map<String, String> prepare(TestBed bed, String run) throws Exception;

    /** How many events are there, to whoever looks now. */
    long count(TestBed bed, String run) throws Exception;

    void remove(TestBed bed, String run) throws Exception;
}
