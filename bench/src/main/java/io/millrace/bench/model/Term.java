// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.model;

/**
 * One figure of one run.
 *
 * @param beyond null, or the run whose median is taken off
 */
public record Term(String run, Figure figure, String beyond) {
    public Term(String run, Figure figure) {
        this(run, figure, null);
    }
}
