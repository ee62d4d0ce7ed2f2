package io.millrace.bench;

import java.util.List;

/** All scenarios, the map of what is measured. */
final class Scenarios {
    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(StreamRuns.core());
    }
}
