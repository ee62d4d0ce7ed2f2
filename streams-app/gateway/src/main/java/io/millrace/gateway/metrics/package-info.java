// SPDX-License-Identifier: Apache-2.0
/** What an operator can see of a gateway, by the names in its METRICS.md. */
package io.millrace.gateway.metrics;
