// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.local.drill.monitor.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** What was scraped around a drill, as a fixture for tests of the rules. */
record Scrapes(Drill drill, Recording recording) {
    /** As long as rules about now look back, the budgets aside. */
    static final Duration BEFORE = Duration.ofMinutes(5);

    /** As {@code NAME.yml}; one that is there is replaced. */
    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(drill.name() + ".yml"), text());
    }

    private String text() {
        return """
            # Scraped by `./millrace drill run %s --scrapes DIR`: %s.
            alert: %s
            severity: %s
            fault: %ds
            found: %ds
            over: %ds
            series:
            """.formatted(
                                drill.name(),
                                drill.injects(),
                                drill.alert(),
                                drill.severity(),
                                BEFORE.toSeconds(),
                                drill.stage().found().toSeconds(),
                                recording.length().toSeconds())
                + recording.series().stream().map(line -> "  - " + line + '\n').collect(Collectors.joining());
    }
}
