// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import io.millrace.bench.bed.Pace;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Under which the figures came to be.
 *
 * @param machine on which
 * @param start of the command
 */
public record Conditions(Machine machine, Instant start, int rounds, Pace pace) {
    /** On this machine, now, with the sources of the project in that folder. */
    public static Conditions here(Path home, int rounds, Pace pace) {
        return new Conditions(Machine.here(home), Instant.now(), rounds, pace);
    }

    String text() {
        return "%s; %d %s of %d ms after %d ms of warm-up, %d pairs of slices of %d ms; %s"
                .formatted(
                        machine.text(),
                        rounds,
                        rounds == 1 ? "round" : "rounds",
                        pace.measure().toMillis(),
                        pace.warm().toMillis(),
                        pace.turns().pairs(),
                        pace.turns().slice().toMillis(),
                        start);
    }
}
