// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import io.millrace.monitoring.Fault;
import io.millrace.monitoring.Places;
import io.millrace.monitoring.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A test for promtool: series over virtual time, and which queries then return something. */
final class Play {
    private final StringBuilder file = new StringBuilder(
            "rule_files: [" + Places.RULES + "]\nevaluation_interval: " + Fault.EVERY.toSeconds() + "s\ntests:\n");

    /** With everything chosen, at a resolution at which nothing is left out. */
    static String asked(String expr) {
        return expr.replaceAll("\\$(job|instance|pipeline|connector)\\b", ".*").replace("$__rate_interval", "1m");
    }

    /** What follows is played with {@code series}, lines of {@code input_series}. */
    Play with(String name, List<String> series) {
        file.append("- name: %s\n  interval: %ds\n  input_series:\n%s\n  promql_expr_test:\n"
                .formatted(quoted(name), Fault.EVERY.toSeconds(), String.join("\n", series)));
        return this;
    }

    /** At {@code at}, {@code expr} has a number, or has none; NaN is none. */
    Play expect(String expr, Duration at, boolean something) {
        file.append("""
                  - expr: %s
                    eval_time: %ds
                    exp_samples: [{labels: '{}', value: %d}]
                """.formatted(
                        quoted("(count((" + asked(expr) + ") >= -Inf) > bool 0) or vector(0)"),
                        at.toSeconds(),
                        something ? 1 : 0));
        return this;
    }

    Promtool run(Path folder) throws IOException, InterruptedException {
        Path tests = Files.writeString(Files.createTempFile(folder, "tests", ".yml"), file);
        return Promtool.run(folder, "promtool", "test", "rules", tests.toString());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
