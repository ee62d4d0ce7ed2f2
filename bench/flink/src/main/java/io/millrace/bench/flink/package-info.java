// SPDX-License-Identifier: Apache-2.0
/**
 * The peer: the same batches made by a Flink job, as its guides advise. It knows Flink and the harness's subject, and
 * nothing of Millrace.
 */
package io.millrace.bench.flink;
