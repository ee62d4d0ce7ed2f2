// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.bed;

/** Something that several runs share, as {@link TestBed#facility} keeps it. */
public interface Facility extends AutoCloseable {
    /** Stops whatever runs in it. Does not throw, so that the others are closed too. */
    @Override
    void close();
}
