// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.connectors;

import io.millrace.bench.bed.Facility;
import io.millrace.bench.bed.TestBed;
import java.util.HashSet;
import java.util.Set;

/** The inputs of connectors, each written when a run first needs it. */
public final class Inputs implements Facility {
    private final TestBed bed;
    private final Set<String> written = new HashSet<>();

    private Inputs(TestBed bed) {
        this.bed = bed;
    }

    public static Inputs of(TestBed bed) {
        return bed.facility(Inputs.class, Inputs::new);
    }

    /** Writes the input unless an earlier round did, and tells how many events it has. */
    public long require(Input input) throws Exception {
        long events = input.events(bed.pace());
        if (written.add(input.topic())) {
            bed.topics().create(input.topic(), Input.PARTITIONS);
            input.filling().fill(bed, input.topic(), events);
        }
        return events;
    }

    /** The topics end with their broker. */
    @Override
    public void close() {}
}
