// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.bed;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class paths that the build has left in the project's folder. */
public final class ClassPaths {
    private static final String HOME = "millrace.home";

    private ClassPaths() {}

    /** Ours, and that of the baselines. */
    public static String ours() {
        return module("bench");
    }

    /** A peer's, from its module below {@code bench}. */
    public static String peer(String name) {
        return module("bench/" + name);
    }

    static Path of(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Where " + type + " comes from is not a file", e);
        }
    }

    /** The project's folder, which the launcher names. */
    public static Path home() {
        String home = System.getProperty(HOME);
        if (home == null) {
            throw new IllegalStateException("The system property " + HOME + " must name the project's folder");
        }
        return Path.of(home).toAbsolutePath().normalize();
    }

    private static String module(String name) {
        Path target = home().resolve(name).resolve("target");
        return target.resolve("classes")
                + File.pathSeparator
                + target.resolve("lib").resolve("*");
    }

    /** Fails when the build has not made a folder that the class path names. */
    static void requireBuilt(String classPath) {
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry);
            if (!Files.exists(path)) {
                throw new IllegalStateException(path + " is missing: run mvn -DskipTests package in " + home());
            }
        }
    }
}
