// SPDX-License-Identifier: Apache-2.0
/**
 * Offsets as a sink needs them: which deliveries are done without a gap, and what a topic still holds.
 */
package io.millrace.sink.offsets;
