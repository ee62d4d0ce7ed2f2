// SPDX-License-Identifier: Apache-2.0
/**
 * The one place that touches Kafka Streams' internals: a logged store of records, in files of its own, that lets its user write to it
 * before every commit. Public API has no such moment; RATIONALE.md says what was tried.
 */
package io.millrace.drain;
