// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.bed;

import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.SubjectMain;
import io.millrace.local.process.ParentWatchdog;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The process of one subject: told what to do, watched, and gone when this returns. */
public final class SubjectProcess {
    private static final int LAST_LINES = 15;

    private final TestBed bed;
    private final String run;
    private final String classPath;
    private final String subject;
    private final Map<String, Double> figures = new TreeMap<>();
    private double brokerCpuAtBegin;
    private double brokerCpu;
    private Instant begin;
    private Instant end;
    private boolean isDone;

    /** What came of it. */
    public record Result(Map<String, Double> figures, double brokerCpuSeconds) {
        public double figure(String name) {
            return figures.getOrDefault(name, 0.0);
        }

        public boolean has(String name) {
            return figures.containsKey(name);
        }
    }

    public SubjectProcess(TestBed bed, String run, String classPath, String subject) {
        this.bed = bed;
        this.run = run;
        this.classPath = classPath;
        this.subject = subject;
    }

    /** Runs the subject to its end. Its figures are those that {@link SubjectMain} prints. */
    public Result run(Spec spec) throws IOException, InterruptedException {
        ClassPaths.requireBuilt(classPath);
        Path folder = Files.createDirectories(spec.folder());
        Path specFile = folder.resolve("spec.properties");
        write(spec, specFile);
        Path log = Files.createDirectories(bed.site().folder().resolve("logs")).resolve(run + ".log");
        Process process = new ProcessBuilder(commandLine(specFile))
                .directory(folder.toFile())
                .redirectError(log.toFile())
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> line.startsWith(SubjectMain.PREFIX))
                    .forEach(line -> take(line.substring(SubjectMain.PREFIX.length())));
        } finally {
            process.destroyForcibly().waitFor();
        }
        if (!isDone) {
            throw new SubjectFailedException(run, log, lastLines(log));
        }
        bed.profiling().collect(run, begin, end);
        return new Result(figures, brokerCpu);
    }

    private void take(String said) {
        switch (said) {
            case SubjectMain.BEGIN -> {
                brokerCpuAtBegin = CpuTime.seconds(bed.kafka());
                begin = Instant.now();
            }
            case SubjectMain.END -> {
                brokerCpu = CpuTime.seconds(bed.kafka()) - brokerCpuAtBegin;
                end = Instant.now();
            }
            case SubjectMain.DONE -> isDone = true;
            default -> {
                int equals = said.indexOf('=');
                figures.put(said.substring(0, equals), Double.valueOf(said.substring(equals + 1)));
            }
        }
    }

    private List<String> commandLine(Path specFile) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "-Xmx1g",
                "-Xms1g",
                "-XX:+AlwaysPreTouch",
                "-XX:-UseDynamicNumberOfCompilerThreads",
                "-XX:+ExitOnOutOfMemoryError"));
        line.add("-D" + ParentWatchdog.PARENT + "=" + ProcessHandle.current().pid());
        line.addAll(bed.profiling().jvmOptions(run));
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

    private static List<String> lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    }
}
