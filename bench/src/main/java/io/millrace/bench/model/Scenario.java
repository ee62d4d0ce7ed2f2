// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.model;

import java.util.List;

/**
 * Runs that answer one question together.
 *
 * @param onlyWhenNamed whether it is left out unless it, or a run of it, is asked for by name
 */
public record Scenario(
        String name, String question, List<Run> runs, List<Claim> claims, List<Chart> charts, boolean onlyWhenNamed) {
    public Scenario {
        runs = List.copyOf(runs);
        claims = List.copyOf(claims);
        charts = List.copyOf(charts);
    }

    public Scenario(String name, String question, List<Run> runs, List<Claim> claims, List<Chart> charts) {
        this(name, question, runs, claims, charts, false);
    }
}
