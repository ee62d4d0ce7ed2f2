// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.letters;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Dead letters for tests, in each dialect. */
public final class Letters {
    public static final long FAILED_AT = 1_700_000_000_000L;
    public static final long RECORDED_AT = 1_431_856_803_000L;

    private Letters() {}

    public static PipelineConfig pipeline(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of("pipelines", "logs", "pipelines.logs.format", "JSON"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put("pipelines.logs." + more[i], more[i + 1]);
        }
        return MillraceConfig.of(settings).pipeline("logs");
    }

    public static Headers original() {
        return new RecordHeaders().add("trace", bytes("t")).add("empty", null);
    }

    /** As a stage of the stream, or {@code sink}, writes it. */
    public static ParkedLetter ours(String stage, String sink, String topic, int partition, long offset, String value) {
        Headers headers = original();
        DeadLetterReason reason = sink == null ? DeadLetterReason.MALFORMED : DeadLetterReason.SINK_REJECTED;
        new DeadLetter(
                        reason,
                        stage,
                        "logs",
                        new IllegalStateException("no"),
                        topic,
                        partition,
                        offset,
                        RECORDED_AT,
                        FAILED_AT,
                        null,
                        sink)
                .writeTo(headers);
        return letter(0, 7, value, headers);
    }

    /** As Connect itself writes it, with headers of context. */
    public static ParkedLetter ofConnect(String topic, String partition, String offset, String connector) {
        Headers headers = original();
        put(headers, "__connect.errors.topic", topic);
        put(headers, "__connect.errors.partition", partition);
        put(headers, "__connect.errors.offset", offset);
        put(headers, "__connect.errors.connector.name", connector);
        put(headers, "__connect.errors.task.id", "0");
        put(headers, "__connect.errors.stage", "TASK_PUT");
        put(headers, "__connect.errors.exception.class.name", "org.apache.kafka.connect.errors.DataException");
        put(headers, "__connect.errors.exception.message", "bad");
        return letter(0, 7, "{}", headers);
    }

    /** As Kafka Streams itself writes it. */
    public static ParkedLetter ofStreams(String topic) {
        Headers headers = original();
        put(headers, DeadLetter.EXCEPTION, "org.apache.kafka.common.errors.SerializationException");
        put(headers, DeadLetter.MESSAGE, "bad");
        put(headers, DeadLetter.TOPIC, topic);
        put(headers, DeadLetter.PARTITION, "1");
        put(headers, DeadLetter.OFFSET, "44");
        return letter(0, 7, "{}", headers);
    }

    public static ParkedLetter letter(int partition, long offset, String value, Headers headers) {
        return ParkedLetter.of(new ConsumerRecord<>(
                "logs.dlq",
                partition,
                offset,
                FAILED_AT,
                TimestampType.CREATE_TIME,
                0,
                0,
                bytes("k"),
                value == null ? null : bytes(value),
                headers,
                Optional.empty()));
    }

    public static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, bytes(value));
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
