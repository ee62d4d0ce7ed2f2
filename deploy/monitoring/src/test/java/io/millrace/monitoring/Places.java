// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import java.nio.file.Path;

/** Where the files are that are looked at. */
final class Places {
    static final Path HOME = Path.of(System.getProperty("millrace.home"));
    static final Path MONITORING = HOME.resolve("deploy/monitoring");
    static final Path RULES = MONITORING.resolve("rules/millrace.yml");
    static final Path ALERTMANAGER = MONITORING.resolve("alertmanager.yml");
    static final Path PROMETHEUS = MONITORING.resolve("prometheus.yml");
    static final Path FAULTS = MONITORING.resolve("src/test/resources/faults.yml");
    static final Path RUNBOOKS = HOME.resolve("deploy/runbooks");

    private Places() {}
}
