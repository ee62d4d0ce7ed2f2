// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;

/**
 * Which life of an application its local state is of. A reset deletes the topics that stores are restored from, but cannot reach the
 * disks of the processes; Kafka Streams would take what it finds there, ahead of a new and empty topic, for complete.
 */
public final class LocalLife {
    private static final String FILE = "millrace-life";

    /** How Kafka Streams names the folder of a task, and that of global stores. */
    private static final String STATE = "{[0-9]*_[0-9]*,global}";

    private LocalLife() {}

    /**
     * Deletes state that is not of {@code life}. Call it before Kafka Streams starts, and while it has the folder locked.
     *
     * @param folder {@code <state.dir>/<application.id>}, which need not be there
     */
    public static void begin(Path folder, Uuid life) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(FILE);
            if (Files.exists(file) && Files.readString(file).strip().equals(life.toString())) {
                return;
            }
            try (DirectoryStream<Path> tasks = Files.newDirectoryStream(folder, STATE)) {
                for (Path task : tasks) {
                    Utils.delete(task.toFile());
                }
            }
            Files.writeString(file, life.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The state folder " + folder + " cannot be cleared: " + e, e);
        }
    }
}
