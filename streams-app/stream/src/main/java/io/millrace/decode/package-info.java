// SPDX-License-Identifier: Apache-2.0
/**
 * Stage 1 of the stream: source → <b>decode</b> → batch. Checks that an event's value is what its pipeline's
 * format says, to the last byte, and finds its event time; an event that fails leaves as a dead letter. Nothing is
 * converted: the bytes go on as they came. {@link DecodeStage} alone knows Kafka Streams and metrics;
 * {@link Decoder} and what it needs depend on {@code schemas}, values of {@code config} and the registry client only.
 */
package io.millrace.decode;
