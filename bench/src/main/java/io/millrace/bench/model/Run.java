// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.model;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import java.util.List;

/** What is measured under one name: a {@link Row}, or two of them that take turns. */
public interface Run {
    /** Unique among all runs: two scenarios that name the same run share its rounds. */
    String name();

    /** What must be on the broker before. */
    List<DataSet> data();

    /** One round, with all that it yields. */
    List<Figures> round(TestBed bed) throws Exception;

    /** Whether it runs in the first round only, because it takes long. */
    default boolean oncePerCommand() {
        return false;
    }

    /** Whether it is left out unless it is asked for by its own name. */
    default boolean onlyWhenNamed() {
        return false;
    }
}
