// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.send;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** What a failed send means for the event. */
final class SendFailures {
    private SendFailures() {}

    /**
     * Why the event itself is refused; null for whatever is not its fault, and may be repeated. That includes events which only shared a
     * batch with a refused one: Kafka names those by no class of their own.
     */
    static RejectReason classify(Exception failure) {
        if (failure instanceof RecordTooLargeException) {
            return RejectReason.TOO_LARGE;
        }
        if (failure instanceof InvalidTimestampException) {
            return RejectReason.BAD_TIMESTAMP;
        }
        return failure instanceof InvalidRecordException ? RejectReason.REFUSED : null;
    }
}
