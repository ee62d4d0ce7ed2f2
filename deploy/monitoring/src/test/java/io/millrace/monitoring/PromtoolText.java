// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import java.time.Duration;
import java.util.List;

/** What {@code promtool test rules} reads. */
final class PromtoolText {
    private PromtoolText() {}

    /** A test without expectations. */
    static String test(String name, List<String> input) {
        return """
            - name: %s
              interval: %s
              input_series:
            %s
              promql_expr_test:
            """.formatted(quoted(name), seconds(Fault.EVERY), String.join("\n", input));
    }

    /** That {@code selector} finds something, 1, or nothing, 0. */
    static String expectation(Duration at, String selector, int firing) {
        return """
                - expr: %s
                  eval_time: %s
                  exp_samples: [{labels: '{}', value: %d}]
            """.formatted(quoted("(count(" + selector + ") > bool 0) or vector(0)"), seconds(at), firing);
    }

    static String firing(String alert, String severity) {
        return "ALERTS{alertname=\"%s\",severity=\"%s\",alertstate=\"firing\"}".formatted(alert, severity);
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + "s";
    }
}
