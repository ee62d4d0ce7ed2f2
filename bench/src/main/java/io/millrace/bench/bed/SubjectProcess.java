// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.bed;

import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.SubjectMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The process of one subject: told what to do, watched, and gone when this returns. */
public final class SubjectProcess {
    private final TestBed bed;
    private final SubjectJvm jvm;
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
        this.jvm = new SubjectJvm(bed, run, classPath, subject);
    }

    /** Runs the subject to its end. Its figures are those that {@link SubjectMain} prints. */
    public Result run(Spec spec) throws IOException, InterruptedException {
        Process process = jvm.start(spec, bed.profiling().jvmOptions(jvm.run()));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> line.startsWith(SubjectMain.PREFIX))
                    .forEach(line -> take(line.substring(SubjectMain.PREFIX.length())));
        } finally {
            process.destroyForcibly().waitFor();
        }
        if (!isDone) {
            throw jvm.failure();
        }
        bed.profiling().collect(jvm.run(), begin, end);
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
}
