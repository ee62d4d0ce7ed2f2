// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.bed;

import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.SubjectMain;
import io.millrace.local.process.ParentWatchdog;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A JVM for one subject, the same for all.
 *
 * @param run names it
 * @param classPath of the subject
 * @param subject its class
 */
public record SubjectJvm(TestBed bed, String run, String classPath, String subject) {
    private static final int LAST_LINES = 15;

    /** What it prints of the protocol is its standard output. */
    public Process start(Spec spec, List<String> options) throws IOException {
        ClassPaths.requireBuilt(classPath);
        Path folder = Files.createDirectories(spec.folder());
        Path specFile = folder.resolve("spec.properties");
        write(spec, specFile);
        Files.createDirectories(log().getParent());
        Files.createDirectories(temporary(folder));
        return new ProcessBuilder(commandLine(specFile, temporary(folder), options))
                .directory(folder.toFile())
                .redirectError(log().toFile())
                .start();
    }

    /** To be thrown when it has ended too soon. */
    public SubjectFailedException failure() throws IOException {
        List<String> lines = Files.readAllLines(log());
        return new SubjectFailedException(
                run, log(), lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** For what a library unpacks, and does not delete when the process is killed. */
    private static Path temporary(Path folder) {
        return folder.resolve("tmp");
    }

    private Path log() {
        return bed.site().folder().resolve("logs").resolve(run + ".log");
    }

    private List<String> commandLine(Path specFile, Path temporary, List<String> options) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "-Xmx1g",
                "-Xms1g",
                "-XX:+AlwaysPreTouch",
                "-XX:-UseDynamicNumberOfCompilerThreads",
                "-XX:+ExitOnOutOfMemoryError"));
        line.add("-Djava.io.tmpdir=" + temporary);
        line.add("-D" + ParentWatchdog.PARENT + "=" + ProcessHandle.current().pid());
        line.addAll(options);
        line.addAll(List.of("-cp", classPath + File.pathSeparator + ClassPaths.of(ParentWatchdog.class)));
        line.addAll(List.of(ParentWatchdog.class.getName(), SubjectMain.class.getName(), subject, specFile.toString()));
        return line;
    }

    private static void write(Spec spec, Path file) throws IOException {
        Properties properties = new Properties();
        properties.putAll(spec.values());
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
        }
    }
}
