// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.sinks;

import io.millrace.bench.bed.TestBed;
import java.util.OptionalLong;

/** Where a run writes: an index, a table or a folder that is its own, made the same for all. */
public interface Target {
    void make(TestBed bed, String run) throws Exception;

    /** How many events are there, to whoever looks now. */
    long count(TestBed bed, String run) throws Exception;

    /** Events written so far, for a target that tells it cheaply, seen by readers or not; of others a worker's commits tell. */
    default OptionalLong written(TestBed bed, String run) throws Exception {
        return OptionalLong.empty();
    }

    void remove(TestBed bed, String run) throws Exception;
}
