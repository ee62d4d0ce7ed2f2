// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.pairs;

import io.millrace.bench.bed.SubjectJvm;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.SubjectMain;
import io.millrace.bench.subject.Turns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A subject in a JVM of its own, told by lines when to work. */
public final class TurnProcess implements Contestant {
    private static final String SLICE = SubjectMain.PREFIX + Turns.SLICE + ' ';

    private final SubjectJvm jvm;
    private final Leftovers leftovers;
    private final Process process;
    private final Writer told;
    private final BufferedReader said;

    /** What is to be deleted when the process has ended. */
    public interface Leftovers {
        void delete() throws Exception;
    }

    private TurnProcess(SubjectJvm jvm, Process process, Leftovers leftovers) {
        this.jvm = jvm;
        this.leftovers = leftovers;
        this.process = process;
        this.told = process.outputWriter(StandardCharsets.UTF_8);
        this.said = process.inputReader(StandardCharsets.UTF_8);
    }

    public static TurnProcess start(SubjectJvm jvm, Spec spec, Leftovers leftovers) throws IOException {
        Map<String, String> values = new HashMap<>(spec.values());
        values.put(Spec.TURNS, "true");
        return new TurnProcess(jvm, jvm.start(new Spec(values), List.of()), leftovers);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Slice work(Duration settling, Duration working) throws IOException {
        try {
            told.write("%d %d%n".formatted(settling.toMillis(), working.toMillis()));
            told.flush();
        } catch (IOException e) {
            throw jvm.failure();
        }
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(SLICE)) {
                return slice(line.substring(SLICE.length()));
            }
        }
        throw jvm.failure();
    }

    private static Slice slice(String said) {
        Map<String, Double> figures = new HashMap<>();
        for (String figure : said.split(" ", -1)) {
            int equals = figure.indexOf('=');
            figures.put(figure.substring(0, equals), Double.valueOf(figure.substring(equals + 1)));
        }
        return new Slice(
                figures.get("events"),
                figures.get("nanos") / 1e9,
                figures.get("workNanos") / 1e9,
                figures.get("allocatedBytes"),
                figures.get(Turns.LAST) > 0);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            leftovers.delete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("What " + jvm.run() + " left cannot be deleted", e);
        }
    }
}
