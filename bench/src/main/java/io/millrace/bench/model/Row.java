// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.model;

import io.millrace.bench.bed.TestBed;
import java.util.List;

/** One row of the results: ours, a baseline or a peer, under settings that its name tells. */
public interface Row extends Run {
    /** A round is one measurement. */
    Figures measure(TestBed bed) throws Exception;

    @Override
    default List<Figures> round(TestBed bed) throws Exception {
        return List.of(measure(bed));
    }
}
