package io.millrace.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether Java Flight Recorder looks on, and at what.
 *
 * @param kind empty for no recording
 * @param folder where the recordings and their stacks go
 */
public record Profiling(Optional<Kind> kind, Path folder) {
    /** What is sampled. */
    public enum Kind {
        CPU,
        ALLOCATION
    }

    public static Profiling none() {
        return new Profiling(Optional.empty(), Path.of("."));
    }

    /** What makes a JVM record itself. */
    List<String> jvmOptions(String run) {
        return kind.isEmpty()
                ? List.of()
                : List.of("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording(run));
    }

    /** Makes the stacks of a run's recording, when there is one. */
    void collect(String run) {}

    private Path recording(String run) {
        return folder.resolve(run + ".jfr");
    }
}
