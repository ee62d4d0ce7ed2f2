// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.sinks;

import io.millrace.bench.bed.TestBed;
import java.util.Map;

/** A target that one of our sinks has, which writes to it on a worker or as a task that a subject feeds. */
public interface SinkTarget extends Target {
    /** Events of a batch that a subject is fed: few enough that a second is several of them. */
    int batchEvents();

    /** What the sink is told about the target, by its own keys. */
    Map<String, String> settings(TestBed bed, String run) throws Exception;

    /** The class of the sink's task. */
    String task();

    /** What a subject must know besides, by the keys of its spec. */
    Map<String, String> spec(TestBed bed, String run) throws Exception;
}
