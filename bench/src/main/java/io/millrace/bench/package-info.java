// SPDX-License-Identifier: Apache-2.0
/** End-to-end measurements: ours and the baselines, interleaved in one run on one broker, compared as ratios. */
package io.millrace.bench;
