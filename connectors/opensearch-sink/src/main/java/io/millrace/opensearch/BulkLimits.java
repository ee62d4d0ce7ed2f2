// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

/**
 * How large bulks are and how many there are.
 *
 * @param inFlight requests of one batch at once
 */
record BulkLimits(int bytes, int events, int inFlight) {}
