// SPDX-License-Identifier: Apache-2.0
/**
 * The scenarios of streams: batch sizes, event sizes, partitions, guarantees, restores, and Flink.
 */
package io.millrace.bench.runs;
