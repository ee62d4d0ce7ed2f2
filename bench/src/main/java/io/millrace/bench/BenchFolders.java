// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import io.millrace.local.process.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder for each command, named after its process; none outlives it, but for one whose process was killed. */
record BenchFolders(Path parent) {
    private static final String NAME = "bed-";

    /** Makes a new one, and deletes those that were left. */
    Path fresh() throws IOException {
        Files.createDirectories(parent);
        try (Stream<Path> folders = Files.list(parent)) {
            List<Path> left = folders.filter(BenchFolders::isLeft).toList();
            left.forEach(Trees::delete);
        }
        return Files.createDirectories(
                parent.resolve(NAME + ProcessHandle.current().pid()));
    }

    private static boolean isLeft(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches(NAME + "\\d+")
                && ProcessHandle.of(Long.parseLong(name.substring(NAME.length())))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }
}
