// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.stages;

import io.millrace.config.routes.Subject;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rollups of a pipeline.
 *
 * @param idleMs after how long without an event, at the end of a source partition, its time follows the wall clock
 */
public record Rollups(List<Rollup> all, long idleMs) {
    public Rollups {
        all = List.copyOf(all);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Those that take events away from batches. */
    public List<Rollup> parking() {
        return all.stream().filter(Rollup::parksLate).toList();
    }

    public List<String> names() {
        return all.stream().map(Rollup::name).toList();
    }

    /** What they look at in an event. */
    public Stream<Subject> subjects() {
        return all.stream().flatMap(Rollup::subjects);
    }
}
