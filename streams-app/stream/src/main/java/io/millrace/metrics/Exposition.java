// SPDX-License-Identifier: Apache-2.0
package io.millrace.metrics;

/** What {@code /metrics} shows, in Prometheus's text format. */
final class Exposition {
    private Exposition() {}

    /** The sum of the samples of {@code name} whose line contains {@code label}; 0 when there are none. */
    static double sum(String text, String name, String label) {
        return text.lines()
                .filter(line -> line.startsWith(name + ' ') || line.startsWith(name + '{'))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
