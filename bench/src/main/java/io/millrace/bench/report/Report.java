package io.millrace.bench.report;

import io.millrace.bench.Results;
import io.millrace.bench.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The results of one command. */
public record Report(List<Scenario> scenarios, Results results) {
    public void print(PrintWriter out) {
        results.runs().forEach(out::println);
    }

    /** The JSON, and the plots beside it. */
    public void write(Path file) throws IOException {
        Files.writeString(file, "{}");
    }
}
