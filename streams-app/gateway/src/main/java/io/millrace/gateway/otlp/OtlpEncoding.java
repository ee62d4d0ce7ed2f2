// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import io.millrace.gateway.answer.AnswerFormat;
import io.millrace.gateway.answer.Refusal;
import io.millrace.gateway.frame.Items;
import io.millrace.gateway.frame.MalformedFrameException;

/** How a client of OTLP/HTTP writes requests and reads answers. */
public enum OtlpEncoding {
    PROTOBUF("application/x-protobuf") {
        @Override
        public AnswerFormat answers() {
            return new ProtobufAnswers();
        }

        @Override
        Message request(byte[] body, int length) {
            return new Message(body, 0, length);
        }
    },
    JSON("application/json") {
        @Override
        public AnswerFormat answers() {
            return new JsonAnswers();
        }

        @Override
        Message request(byte[] body, int length) throws MalformedFrameException {
            return JsonRequest.toProtobuf(body, length);
        }
    };

    private final String type;

    OtlpEncoding(String type) {
        this.type = type;
    }

    abstract Message request(byte[] body, int length) throws MalformedFrameException;

    /** By content type, in lower case and without parameters; null for another. */
    public static OtlpEncoding of(String mediaType) {
        for (OtlpEncoding encoding : values()) {
            if (encoding.type.equals(mediaType)) {
                return encoding;
            }
        }
        return null;
    }

    /** How such a client is told. */
    public abstract AnswerFormat answers();

    /**
     * The events in the first {@code length} bytes of {@code body}, an {@code ExportLogsServiceRequest}, which may have none.
     *
     * @param arrival in epoch milliseconds
     * @throws MalformedFrameException when it is none, or has more log records than there is room for
     */
    public Items events(byte[] body, int length, Room room, long arrival) throws MalformedFrameException, Refusal {
        return LogEvents.of(request(body, length), room, arrival);
    }
}
