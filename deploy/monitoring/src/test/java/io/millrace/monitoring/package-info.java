// SPDX-License-Identifier: Apache-2.0
/**
 * Proves the files for Prometheus and Alertmanager and the runbooks: {@link io.millrace.monitoring.Rule} declares how soon it pages,
 * {@link io.millrace.monitoring.Fault} says of what, and promtool plays the one against the other over virtual time.
 */
package io.millrace.monitoring;
