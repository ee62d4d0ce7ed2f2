// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.bed;

import io.millrace.bench.profile.Stacks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether Java Flight Recorder looks on, and at what. It costs a little, so figures of a profiled round are no results.
 *
 * @param kind empty for no recording
 * @param folder where the recordings and their stacks go
 * @param out learns what is hot
 */
public record Profiling(Optional<Kind> kind, Path folder, PrintWriter out) {
    private static final int TOP = 15;

    /** What is sampled. */
    public enum Kind {
        CPU,
        ALLOCATION
    }

    public static Profiling none() {
        return new Profiling(Optional.empty(), Path.of("."), new PrintWriter(PrintWriter.nullWriter()));
    }

    /** What makes a JVM record itself. */
    List<String> jvmOptions(String run) {
        return kind.isEmpty()
                ? List.of()
                : List.of(
                        "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording(run),
                        "-XX:FlightRecorderOptions=stackdepth=256",
                        "-Xlog:jfr+startup=off");
    }

    /** Makes the stacks of a run's recording between two moments, when there is one. */
    void collect(String run, Instant begin, Instant end) throws IOException {
        if (kind.isEmpty()) {
            return;
        }
        Stacks stacks = kind.get() == Kind.CPU
                ? Stacks.ofCpu(recording(run), begin, end)
                : Stacks.ofAllocation(recording(run), begin, end);
        stacks.write(folder, run);
        out.printf("%n%s of %s, by frame; all of it in %s%n", label(), run, folder.resolve(run + ".html"));
        stacks.printTop(TOP, out);
    }

    private String label() {
        return kind.equals(Optional.of(Kind.CPU)) ? "CPU samples" : "Allocated bytes";
    }

    private Path recording(String run) {
        return folder.resolve(run + ".jfr");
    }
}
