// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profile;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import one.convert.Arguments;

/** A page that needs no other file, as async-profiler's converter makes it. */
final class FlameGraph {
    private FlameGraph() {}

    static void write(String title, Reader collapsed, Path file) throws IOException {
        one.convert.FlameGraph graph = new one.convert.FlameGraph(new Arguments("--title", title));
        graph.parseCollapsed(collapsed);
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            graph.dump(out);
        }
    }
}
