// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.letters;

import io.millrace.schemas.DeadLetter;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A dead letter on its topic. */
public record ParkedLetter(ConsumerRecord<byte[], byte[]> letter, Failure failure) {
    private static final Set<String> OF_FAILURE = Set.of(
            DeadLetter.REASON,
            DeadLetter.STAGE,
            DeadLetter.PIPELINE,
            DeadLetter.ATTEMPTS,
            DeadLetter.FAILED_AT,
            DeadLetter.TIMESTAMP,
            DeadLetter.BATCH_ID,
            DeadLetter.SINK,
            DeadLetter.SINK_TYPE,
            DeadLetter.GROUP_KEY,
            DeadLetter.REFUSED_BY);

    public static ParkedLetter of(ConsumerRecord<byte[], byte[]> letter) {
        return new ParkedLetter(letter, Failure.of(letter));
    }

    public int partition() {
        return letter.partition();
    }

    public long offset() {
        return letter.offset();
    }

    /** For messages. */
    public String place() {
        return letter.topic() + '-' + letter.partition() + ", offset " + letter.offset();
    }

    /** Those of the original, in a new object. */
    public Headers originalHeaders() {
        Headers original = new RecordHeaders();
        for (Header header : letter.headers()) {
            if (!isOfFailure(header.key())) {
                original.add(header);
            }
        }
        return original;
    }

    private static boolean isOfFailure(String name) {
        return name.startsWith(Failure.STREAMS) || name.startsWith(Failure.CONNECT) || OF_FAILURE.contains(name);
    }
}
