// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.rehearsal;

/**
 * What a stream process gives one task.
 *
 * @param heapBytes for open batches
 * @param commitMs between commits
 * @param transactional whether state, output and offsets are committed together
 */
public record TaskLimits(long heapBytes, long commitMs, boolean transactional) {}
