// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

/**
 * A line, number or row of a panel.
 *
 * @param expr PromQL without the choices of whoever looks, which {@link Filters} adds; its windows are {@code $__rate_interval}
 * @param legend with labels as {@code {{label}}}
 */
record Query(String expr, String legend) {
    /** In PromQL, after what the brokers said: nothing when it is older than two minutes, as a process goes on to show it. */
    static final String AS_BROKERS_SAID = " and on (instance) time() - millrace_brokers_asked_timestamp_seconds < 120";
}
