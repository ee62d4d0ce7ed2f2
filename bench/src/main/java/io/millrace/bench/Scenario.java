package io.millrace.bench;

import java.util.List;

/** Runs that answer one question together. */
public record Scenario(String name, String question, List<Run> runs, List<Claim> claims, List<Chart> charts) {
    public Scenario {
        runs = List.copyOf(runs);
        claims = List.copyOf(claims);
        charts = List.copyOf(charts);
    }
}
