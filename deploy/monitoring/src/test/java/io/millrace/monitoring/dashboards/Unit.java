// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

/** What a number is, by Grafana's names. */
enum Unit {
    COUNT("short"),
    SECONDS("s"),
    BYTES("bytes"),
    SHARE("percentunit"),
    YES_NO("bool_yes_no"),
    EVENTS_PER_SECOND("cps"),
    REQUESTS_PER_SECOND("reqps"),
    BYTES_PER_SECOND("Bps"),
    PER_SECOND("ops");

    private final String grafana;

    Unit(String grafana) {
        this.grafana = grafana;
    }

    String grafana() {
        return grafana;
    }
}
