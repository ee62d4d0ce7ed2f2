// SPDX-License-Identifier: Apache-2.0
package io.millrace.drain;

import java.nio.file.Path;

/** Lets the benchmarks put records without a changelog under the hook, as there is no broker to log to. */
public final class DrainedStores {
    private DrainedStores() {}

    public static DrainedStore over(String name, StateRecords records) {
        return new DrainedStore(name, records, 0, CommitNotes.of(null));
    }

    /** What a task keeps in a folder. */
    public static OpenRecords files(Path folder) {
        RecordFiles files = new RecordFiles(folder);
        return new OpenRecords(files, files);
    }

    /** Records, and what closes them. */
    public record OpenRecords(StateRecords records, AutoCloseable files) {}
}
