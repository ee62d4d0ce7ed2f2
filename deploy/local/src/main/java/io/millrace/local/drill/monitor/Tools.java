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

    /** What Debian's Alertmanager reads when it starts, wherever it is itself. */
    private static final Path TEMPLATES = Path.of("/usr/share/prometheus/alertmanager/default.tmpl");

    /**
     * Looks into {@code homes}, what Debian's packages unpack to below them, and then the folders of PATH.
     *
     * @throws ToolsMissingException if one of the two is nowhere, or could not start
     */
    public static Tools find(List<Path> homes) {
        return find(homes, TEMPLATES);
    }

    static Tools find(List<Path> homes, Path templates) {
        List<Path> folders = Stream.concat(
                        homes.stream().flatMap(home -> Stream.of(home, home.resolve("usr/bin"))),
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                                .filter(folder -> !folder.isEmpty())
                                .map(Path::of))
                .toList();
        Path alertmanager = find("alertmanager", folders);
        if (alertmanager.endsWith(DEBIAN + "alertmanager") && !Files.exists(templates)) {
            throw ToolsMissingException.templates(alertmanager, templates);
        }
        return new Tools(find("prometheus", folders), alertmanager);
    }

    static Path find(String name, List<Path> folders) {
        return folders.stream()
                .flatMap(folder -> Stream.of(folder.resolve(name), folder.resolve(DEBIAN + name)))
                .map(Path::toAbsolutePath)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> ToolsMissingException.program(name));
    }
}
