// SPDX-License-Identifier: Apache-2.0
/**
 * Makes the dashboards of {@code deploy/monitoring/dashboards} and proves them. {@link io.millrace.monitoring.dashboards.Boards} says which there are and
 * each {@code …Board} what is on one, {@link io.millrace.monitoring.dashboards.Filters} puts the choices of whoever looks into its queries,
 * {@link io.millrace.monitoring.dashboards.Bound} takes what is red from the alert rules, and {@link io.millrace.monitoring.dashboards.Grafana} writes what
 * Grafana imports.
 */
package io.millrace.monitoring.dashboards;
