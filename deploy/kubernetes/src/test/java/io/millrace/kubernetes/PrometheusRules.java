// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

/** A file of Prometheus' alert rules as a resource of its operator. */
final class PrometheusRules {
    private static final String GROUPS = "groups:\n";
    private static final String HEAD = """
            # Made of ../../../monitoring/rules/millrace.yml by the tests of deploy/kubernetes, with -Dmillrace.update.docs=true; change it there.
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: millrace
            spec:
            """;

    private PrometheusRules() {}

    /** Line by line, so that what changes in the one is what changes in the other. */
    static String resource(String rules) {
        int begin = rules.startsWith(GROUPS) ? 0 : rules.indexOf('\n' + GROUPS) + 1;
        return HEAD
                + rules.substring(begin)
                        .lines()
                        .map(line -> line.isEmpty() ? "\n" : "  " + line + '\n')
                        .reduce("", String::concat);
    }
}
