// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo.samples;

import java.util.List;

/** One kind of sample event. Not thread-safe. */
public interface SamplePipeline {

    /** The name of the pipeline it goes to. */
    String name();

    /** The record key: what belongs together stays in order. */
    String key(Facts facts);

    /** The record value. */
    byte[] value(Facts facts);

    /** Whether the payload holds the event time; otherwise it is the record's timestamp. */
    boolean holdsTime();

    /** What can be wrong with one. */
    List<Flaw> flaws();
}
