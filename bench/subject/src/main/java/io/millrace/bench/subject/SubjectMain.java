// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.subject;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs one subject and prints what it did, a line each: {@value #BEGIN} and {@value #END} as the clock starts and stops,
 * then the figures as {@code name=value}, then {@value #DONE}; or, with {@link Spec#TURNS}, the answers of {@link Turns}.
 * Everything else that is printed goes to standard error.
 * Arguments: the subject's class and the file of its {@link Spec}.
 */
public final class SubjectMain {
    /** Behind this come the lines of the protocol. */
    public static final String PREFIX = "bench:";

    public static final String BEGIN = "begin";
    public static final String END = "end";
    public static final String DONE = "done";

    private final PrintStream protocol;
    private final Subject subject;
    private final Spec spec;

    private SubjectMain(PrintStream protocol, Subject subject, Spec spec) {
        this.protocol = protocol;
        this.subject = subject;
        this.spec = spec;
    }

    public static void main(String[] args) throws Exception {
        Thread.currentThread().setUncaughtExceptionHandler(SubjectMain::endOnFailure);
        PrintStream protocol = System.out;
        System.setOut(System.err);
        Spec spec = Spec.read(Path.of(args[1]));
        Subject subject = Class.forName(args[0])
                .asSubclass(Subject.class)
                .getConstructor(Spec.class)
                .newInstance(spec);
        SubjectMain main = new SubjectMain(protocol, subject, spec);
        if (spec.values().containsKey(Spec.TURNS)) {
            main.takeTurns();
        } else {
            main.run().forEach((name, value) -> say(protocol, name + "=" + value));
            say(protocol, DONE);
        }
        System.exit(0);
    }

    /** A subject's threads may not be daemons, and would keep a process alive that has failed. */
    private static void endOnFailure(Thread thread, Throwable failure) {
        failure.printStackTrace();
        System.exit(1);
    }

    /** Whoever tells it ends the process, too; there is nothing to stop. */
    private void takeTurns() throws Exception {
        subject.start();
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        new Turns(subject, spec).take(told, answer -> say(protocol, answer));
    }

    private Map<String, Long> run() throws Exception {
        subject.start();
        warmUp(spec.number(Spec.WARM_MS));
        Usage before = Usage.now(subject);
        say(protocol, BEGIN);
        await(1, Long.MAX_VALUE);
        await(spec.number(Spec.EVENTS), spec.number(Spec.MEASURE_MS));
        Usage working = Usage.now(subject);
        long committed = subject.stop();
        Usage after = Usage.now(subject);
        say(protocol, END);
        return figures(before, working, after, committed);
    }

    /** Without a warm-up the clock starts at once: few events may be gone before they are seen to be processed. */
    private void warmUp(long millis) throws InterruptedException {
        if (millis > 0) {
            await(1, Long.MAX_VALUE);
            await(spec.number(Spec.EVENTS), millis);
        }
    }

    private Map<String, Long> figures(Usage before, Usage working, Usage after, long committed) {
        Map<String, Long> figures = new TreeMap<>();
        figures.put("events", committed - before.processed());
        figures.put("nanos", after.nanos() - before.nanos());
        figures.put("cpuNanos", after.cpuNanos() - before.cpuNanos());
        figures.put("compilerNanos", after.compilerNanos() - before.compilerNanos());
        // The threads that did the work may be gone when it has stopped, and what they allocated with them.
        figures.put("workingEvents", working.processed() - before.processed());
        figures.put("allocatedBytes", working.allocatedBytes() - before.allocatedBytes());
        figures.put("gcMillis", after.gcMillis() - before.gcMillis());
        figures.put("peakRssBytes", PeakMemory.bytes());
        after.counters()
                .forEach((name, value) ->
                        figures.put(name, value - before.counters().getOrDefault(name, 0L)));
        return figures;
    }

    @SuppressWarnings("ThreadSleepMillis")
    private void await(long events, long millis) throws InterruptedException {
        long begin = System.nanoTime();
        while (subject.processed() < events && (System.nanoTime() - begin) / 1_000_000 < millis) {
            Thread.sleep(2);
        }
    }

    private static void say(PrintStream protocol, String what) {
        byte[] line = (PREFIX + what + "\n").getBytes(StandardCharsets.UTF_8);
        protocol.write(line, 0, line.length);
        protocol.flush();
    }
}
