// SPDX-License-Identifier: Apache-2.0
package io.millrace.drain;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;

/** The files of a store within the folder of a task: {@code <task>/<store>}. */
public final class LocalFiles {
    private final Path folder;

    private LocalFiles(Path folder) {
        this.folder = folder;
    }

    static LocalFiles of(File taskFolder, String store) {
        return new LocalFiles(taskFolder.toPath().resolve(store));
    }

    RecordFiles open() {
        return new RecordFiles(folder);
    }

    /**
     * Deletes what earlier processes left of the store {@code store}, killed before they could. Call it before Kafka Streams
     * starts: of files in a task's folder it would conclude that the task is corrupted, or that it has not far to go.
     *
     * @param applicationFolder {@code <state.dir>/<application.id>}, which need not be there
     */
    public static void deleteLeftovers(Path applicationFolder, String store) {
        if (!Files.isDirectory(applicationFolder)) {
            return;
        }
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(applicationFolder, Files::isDirectory)) {
            tasks.forEach(task -> of(task.toFile(), store).delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Utils.delete(folder.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
