// SPDX-License-Identifier: Apache-2.0
/** What an operator can see: counters and gauges per pipeline, by the names in METRICS.md. */
package io.millrace.metrics;
