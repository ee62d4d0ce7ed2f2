// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.monitor;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The programs of the two, which Millrace does not bring. */
public record Tools(Path prometheus, Path alertmanager) {
    /** What Debian puts before the name that a program has in the project's own archives. */
    private static final String DEBIAN = "prometheus-";

    /**
     * Looks into {@code homes}, what Debian's packages unpack to below them, and then the folders of PATH.
     *
     * @throws ToolsMissingException if one of the two is nowhere
     */
    public static Tools find(List<Path> homes) {
        List<Path> folders = Stream.concat(
                        homes.stream().flatMap(home -> Stream.of(home, home.resolve("usr/bin"))),
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                                .filter(folder -> !folder.isEmpty())
                                .map(Path::of))
                .toList();
        return new Tools(find("prometheus", folders), find("alertmanager", folders));
    }

    static Path find(String name, List<Path> folders) {
        return folders.stream()
                .flatMap(folder -> Stream.of(folder.resolve(name), folder.resolve(DEBIAN + name)))
                .map(Path::toAbsolutePath)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> new ToolsMissingException(name));
    }
}
