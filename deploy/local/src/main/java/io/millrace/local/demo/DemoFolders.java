// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

import io.millrace.local.process.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for each demo or drill, named after its start and its process. The last two are kept, with their objects; so are those of running ones. */
public record DemoFolders(Path parent) {
    private static final int KEPT = 2;
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

    /** Makes room for a new one and creates it. */
    public Path fresh() {
        Path folder = parent.resolve(START.format(LocalDateTime.now(ZoneId.systemDefault()))
                + '-'
                + ProcessHandle.current().pid());
        try {
            Files.createDirectories(parent);
            List<Path> ended = ended();
            ended.subList(0, Math.max(0, ended.size() - (KEPT - 1))).forEach(Trees::delete);
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder, e);
        }
    }

    /** Those whose process is gone, oldest first. */
    public List<Path> ended() throws IOException {
        if (!Files.exists(parent)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(folder -> folder.getFileName().toString().matches("\\d+-\\d+-\\d+"))
                    .filter(folder -> !isInUse(folder))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        }
    }

    private static boolean isInUse(Path folder) {
        String name = folder.getFileName().toString();
        long pid = Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("java"))
                .isPresent();
    }
}
