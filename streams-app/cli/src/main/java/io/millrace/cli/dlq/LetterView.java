// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.operations.dlq.Payloads;
import io.millrace.operations.dlq.letters.Failure;
import io.millrace.operations.dlq.letters.ParkedLetter;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.MalformedAvroException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;

/** Single dead letters, as text and as JSON. */
final class LetterView {
    private static final String INDENT = "  ";

    private final Payloads payloads;
    private final Set<String> masked;

    /**
     * @param payloads null to show none
     * @param masked headers whose values are not shown
     */
    LetterView(Payloads payloads, Set<String> masked) {
        this.payloads = payloads;
        this.masked = masked;
    }

    String text(List<ParkedLetter> letters) {
        if (letters.isEmpty()) {
            return "There are no dead letters there.";
        }
        return letters.stream().map(this::text).collect(Collectors.joining("\n"));
    }

    private String text(ParkedLetter letter) {
        StringBuilder text = new StringBuilder(letter.place()).append('\n');
        for (Map.Entry<String, JsonNode> field : json(letter).properties()) {
            JsonNode value = field.getValue();
            if (value.isObject()) {
                text.append(INDENT).append(field.getKey()).append('\n');
                value.properties().forEach(one -> line(text, INDENT + one.getKey(), one.getValue()));
            } else if (!value.isNull()
                    && !field.getKey().equals("offset")
                    && !field.getKey().equals("partition")) {
                line(text, field.getKey(), value);
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, JsonNode value) {
        text.append(INDENT)
                .append(name)
                .append(": ")
                .append(DlqView.plain(value.asText()))
                .append('\n');
    }

    /**
     * {@code [{partition, offset, reason, stage, sink, failedAt, attempts, topic, sourcePartition, sourceOffset, timestamp, batchId, exception,
     * message, bytes, headers: {name: value}, batch: {…}, key, value}]}: null for what is not said; {@code batch} only of a batch; key and value only with
     * payloads.
     */
    ArrayNode json(List<ParkedLetter> letters) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        letters.forEach(letter -> all.add(json(letter)));
        return all;
    }

    private ObjectNode json(ParkedLetter letter) {
        Failure failure = letter.failure();
        byte[] value = letter.letter().value();
        ObjectNode one = JsonNodeFactory.instance
                .objectNode()
                .put("partition", letter.partition())
                .put("offset", letter.offset())
                .put("reason", failure.reason())
                .put("stage", failure.stage())
                .put("sink", failure.sink())
                .put("failedAt", Instant.ofEpochMilli(failure.failedAt()).toString())
                .put("attempts", failure.attempts())
                .put("topic", failure.at() == null ? null : failure.at().topic())
                .put(
                        "sourcePartition",
                        failure.at() == null ? null : failure.at().partition())
                .put("sourceOffset", failure.offset() < 0 ? null : failure.offset())
                .put("timestamp", failure.timestamp() < 0 ? null : failure.timestamp())
                .put("batchId", failure.batchId())
                .put("exception", failure.exception())
                .put("message", failure.message())
                .put("bytes", value == null ? null : value.length);
        ObjectNode headers = one.putObject("headers");
        for (Header header : letter.originalHeaders()) {
            headers.put(header.key(), masked.contains(header.key()) ? Payloads.MASK : shown(header.value()));
        }
        BatchHeader batch = batch(failure, value);
        if (batch != null) {
            add(batch, one.putObject("batch"));
        } else if (payloads != null) {
            one.put("key", shown(letter.letter().key())).put("value", payloads.shown(value));
        }
        return one;
    }

    /** Null when it is none. */
    private static BatchHeader batch(Failure failure, byte[] value) {
        try {
            return failure.isOfSink() ? EventBatch.read(value).header() : null;
        } catch (MalformedAvroException e) {
            return null;
        }
    }

    private static void add(BatchHeader batch, ObjectNode to) {
        to.put("id", batch.batchId())
                .put("pipeline", batch.pipeline())
                .put("sourceTopic", batch.sourceTopic())
                .put("sourcePartition", batch.sourcePartition())
                .put("firstOffset", batch.firstOffset())
                .put("lastOffset", batch.lastOffset())
                .put("windowStart", batch.windowStart())
                .put("windowEnd", batch.windowEnd())
                .put("format", batch.format().name())
                .put("schemaId", batch.schemaId())
                .put("closeReason", batch.closeReason().name())
                .put("events", batch.eventCount())
                .put("payloadBytes", batch.payloadBytes());
    }

    private static String shown(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return "0x" + HexFormat.of().formatHex(bytes);
        }
    }
}
