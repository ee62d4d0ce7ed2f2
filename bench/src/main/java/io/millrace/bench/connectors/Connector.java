// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.connectors;

import io.millrace.bench.bed.TestBed;
import java.nio.file.Path;
import java.util.Map;

/** A sink connector: which, what it reads, and what it is told. */
public interface Connector {
    /** The folder that a worker's {@code plugin.path} names. */
    Path plugins();

    Input input();

    /** What Connect is told for that run, whose target and dead-letter topic are there. */
    Map<String, String> config(TestBed bed, String run) throws Exception;

    /** Events that may be committed and not be in the target: what a connector only holds that commits what it has been handed. */
    default long mayLack() {
        return 0;
    }
}
