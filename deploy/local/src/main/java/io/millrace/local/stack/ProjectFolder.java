// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.local.process.ServerNotBuiltException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where things are in the project folder, which the launcher names by {@code -Dmillrace.home}. */
public final class ProjectFolder {
    private static final String PROPERTY = "millrace.home";
    private static final String SEPARATORS = ",:;";

    private ProjectFolder() {}

    public static Path home() {
        String home = System.getProperty(PROPERTY);
        if (home == null) {
            throw new ServerNotBuiltException("the system property " + PROPERTY + " must name the project folder");
        }
        try {
            return requirePlain(Path.of(home).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw new NothingToRunException(
                    "the project folder has a name that Java cannot use in this locale (its encoding of"
                            + " file names is " + System.getProperty("sun.jnu.encoding") + "): set LC_ALL=C.UTF-8");
        }
    }

    /** Class paths, and server settings with several folders, have no way to escape these. */
    private static Path requirePlain(Path home) {
        if (home.toString().chars().anyMatch(c -> SEPARATORS.indexOf(c) >= 0)) {
            throw new NothingToRunException("the project folder, " + home + ", must not contain any of " + SEPARATORS
                    + " in its path: Java and the servers read these as the end of a folder name");
        }
        return home;
    }

    /** Everything that a run leaves behind is below it. */
    private static Path traces() {
        return home().resolve(".millrace");
    }

    /** The stack that {@code up} starts. */
    public static Path up() {
        return traces().resolve("up");
    }

    /** A folder for each demo. */
    public static Path demos() {
        return traces().resolve("demo");
    }

    /** A folder for each run of drills. */
    public static Path drills() {
        return traces().resolve("drill");
    }

    /** What is shipped for those who operate it. */
    public static Path deploy() {
        return home().resolve("deploy");
    }

    /** Makes another folder a project of its own, with the same build and other traces. */
    public static void link(Path other) {
        for (String built : List.of("deploy", "connectors", "streams-app")) {
            try {
                Files.createSymbolicLink(other.resolve(built), home().resolve(built));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make a project of " + other, e);
            }
        }
    }

    private static Path module() {
        return home().resolve("deploy").resolve("local");
    }

    /** The pipelines for users who bring none of their own. */
    public static Path samplePipelines() {
        return module().resolve("millrace.properties");
    }

    private static Path app(String module) {
        return home().resolve("streams-app").resolve(module).resolve("target");
    }

    /** Lets a stream process use the classes that the build has archived, if it has. */
    public static String streamArchive() {
        return "-XX:SharedArchiveFile=" + app("stream").resolve("stream.jsa");
    }

    /** Of a stream process, and this module for what ends it with the command that started it. */
    public static String streamClassPath() {
        return classPath("stream");
    }

    /** Of a gateway process, likewise. */
    static String gatewayClassPath() {
        return classPath("gateway");
    }

    private static String classPath(String module) {
        return String.join(
                File.pathSeparator,
                built(app(module).resolve("lib")).resolve("*").toString(),
                built(module().resolve("target").resolve("classes")).toString());
    }

    /** The folders with the connectors' plugin folders, one for each module of a sink. */
    static List<Path> plugins() {
        Path connectors = home().resolve("connectors");
        try (Stream<Path> modules = Files.list(connectors)) {
            List<Path> sinks = modules.filter(
                            module -> module.getFileName().toString().endsWith("-sink"))
                    .map(module -> built(module.resolve("target").resolve("plugin")))
                    .sorted()
                    .toList();
            if (!sinks.isEmpty()) {
                return sinks;
            }
        } catch (NoSuchFileException e) {
            throw new ServerNotBuiltException(connectors + " is missing: this is not the folder of the project");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + connectors, e);
        }
        throw new ServerNotBuiltException("There is no sink in " + connectors);
    }

    private static Path built(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ServerNotBuiltException(folder + " is missing: run mvn -DskipTests package in " + home());
        }
        return folder;
    }
}
