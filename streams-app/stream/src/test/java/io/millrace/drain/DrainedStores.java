// SPDX-License-Identifier: Apache-2.0
package io.millrace.drain;

/** Lets tests of other packages put records of their own under the hook. */
public final class DrainedStores {
    private DrainedStores() {}

    public static DrainedStore over(String name, StateRecords records, long beganAt, CommitNotes notes) {
        return new DrainedStore(name, records, beganAt, notes);
    }
}
