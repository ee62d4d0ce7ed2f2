// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import io.millrace.config.MillraceConfig;
import io.millrace.pipeline.start.StartException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Loads what a stream process will load, and ends. The build and the release's launcher run it, with {@code -XX:ArchiveClassesAtExit} and the class
 * path of stream processes: those then map the classes as they lie in memory, and need not read and verify thousands of files.
 */
public final class ClassData {
    /** Nearly all of these are needed to get to the first batch. Of the other libraries, what a start loads. */
    private static final Pattern WHOLE =
            Pattern.compile("(io/(millrace|confluent)|org/apache/(avro|kafka(?!/shaded)))/.*\\.class");

    private static final String NO_CLUSTER = "127.0.0.1:1";
    private static final String SHORTEST_WAIT_MS = "1000";

    private ClassData() {}

    public static void main(String[] args) throws IOException {
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            try (JarFile content = new JarFile(jar)) {
                content.stream().map(JarEntry::getName).forEach(ClassData::load);
            }
        }
        startInVain();
        System.exit(Commands.run(new StreamCommand(), "--version"));
    }

    private static void load(String entry) {
        if (WHOLE.matcher(entry).matches()) {
            String name = entry.substring(0, entry.lastIndexOf('.')).replace('/', '.');
            try {
                Class<?> unused = Class.forName(name, false, ClassData.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                // It is for a library that is not there.
            }
        }
    }

    /** All that comes before the first answer of a cluster. */
    private static void startInVain() throws IOException {
        Path state = Files.createTempDirectory("millrace");
        state.toFile().deleteOnExit();
        MillraceConfig config = MillraceConfig.of(Map.of(
                MillraceConfig.BOOTSTRAP_SERVERS,
                NO_CLUSTER,
                MillraceConfig.START_TIMEOUT_MS,
                SHORTEST_WAIT_MS,
                MillraceConfig.PIPELINES,
                "none",
                MillraceConfig.HTTP_PORT,
                "0",
                MillraceConfig.STATE_DIR,
                state.toString()));
        try (StreamApp app = new StreamApp(config)) {
            app.start();
        } catch (StartException e) {
            // As it must.
        }
    }
}
