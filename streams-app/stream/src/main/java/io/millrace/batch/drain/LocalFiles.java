// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.drain;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;

/** The files of a store of RocksDB's within the folder of a task: {@code rocksdb/<store>}. */
public final class LocalFiles {
    private static final String PARENT = "rocksdb";

    private final Path folder;

    private LocalFiles(Path folder) {
        this.folder = folder;
    }

    /** @param taskFolder null when the task has none, as in a test */
    static LocalFiles of(File taskFolder, String store) {
        return new LocalFiles(
                taskFolder == null ? null : taskFolder.toPath().resolve(PARENT).resolve(store));
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

    /** An empty parent goes, too: a task's folder with nothing in it is one without state. */
    void delete() {
        if (folder == null) {
            return;
        }
        try {
            Utils.delete(folder.toFile());
            Files.deleteIfExists(folder.getParent());
        } catch (DirectoryNotEmptyException e) {
            // Another store of the task lies there.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
