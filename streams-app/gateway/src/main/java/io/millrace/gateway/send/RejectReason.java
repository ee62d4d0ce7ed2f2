// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.send;

/** Why an event was refused for what it is: it will never be taken. Names are public API. */
public enum RejectReason {
    /** It exceeds the pipeline's {@code batch.max.bytes}, or what Kafka takes. */
    TOO_LARGE,
    /** It does not fit the pipeline's Avro schema, or cannot be read. */
    MALFORMED,
    /** Kafka does not take a record of that time. */
    BAD_TIMESTAMP,
    /** Kafka does not take it on that topic. */
    REFUSED
}
