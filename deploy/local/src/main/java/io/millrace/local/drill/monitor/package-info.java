// SPDX-License-Identifier: Apache-2.0
/**
 * Prometheus and Alertmanager as a drill runs them: the files that are shipped, with targets and receivers of this machine, and what they page.
 * It knows nothing of what is monitored.
 */
package io.millrace.local.drill.monitor;
