// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.start;

import io.millrace.config.MillraceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;

/** A folder below the state folder that exists only during a trial: the real one is locked by the current run. */
public final class TrialFolder implements AutoCloseable {
    private final Path folder;

    public TrialFolder(MillraceConfig config) {
        Path state = config.stateFolder();
        try {
            Files.createDirectories(state);
            folder = Files.createTempDirectory(state, "trial");
        } catch (IOException e) {
            throw new StartException("Cannot create a folder in the state folder " + state + ": " + e, e);
        }
    }

    public Path path() {
        return folder;
    }

    @Override
    public void close() {
        try {
            Utils.delete(folder.toFile());
        } catch (IOException e) {
            throw new StartException("The folder " + folder + " of a trial cannot be deleted: " + e, e);
        }
    }
}
