// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import java.nio.file.Path;

/** Where the files are that are looked at. */
public final class Places {
    public static final Path HOME = Path.of(System.getProperty("millrace.home"));
    public static final Path MONITORING = HOME.resolve("deploy/monitoring");
    public static final Path RULES = MONITORING.resolve("rules/millrace.yml");
    public static final Path ALERTMANAGER = MONITORING.resolve("alertmanager.yml");
    public static final Path PROMETHEUS = MONITORING.resolve("prometheus.yml");
    public static final Path FAULTS = MONITORING.resolve("src/test/resources/faults.yml");
    public static final Path RUNBOOKS = HOME.resolve("deploy/runbooks");

    private Places() {}
}
