// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.pairs;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import java.util.List;

/** Whoever can be one of a pair. */
public interface Entrant {
    String name();

    /** What must be on the broker before. */
    List<DataSet> data();

    /** Starts a new process of it, which runs when this returns, and has not been told to work. */
    Contestant enter(TestBed bed) throws Exception;
}
