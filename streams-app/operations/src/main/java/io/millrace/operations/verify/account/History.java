// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

/**
 * What a verification knows about a pipeline's topics in addition to their records.
 *
 * @param compacted whether the source topic is compacted
 * @param othersRemoved whether a topic that tells of events in no batch has removed records by its retention
 * @param objectsRead whether there is a bucket, so that batches the sink topic has removed are known by their objects
 * @param fromFirst whether the operator wants to ignore what is before everything known
 */
record History(boolean compacted, boolean othersRemoved, boolean objectsRead, boolean fromFirst) {}
