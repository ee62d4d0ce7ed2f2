// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.millrace.config.stages.TimestampUnit;
import io.millrace.fields.FieldKind;
import io.millrace.fields.FieldValues;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.PayloadLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Walks a JSON value, token by token: it must be one object in strict UTF-8, with nothing behind it but white space. A
 * byte-order mark is refused, as RFC 8259 allows; names may come twice, and of a time that does the last counts.
 */
final class JsonValidator {
    static final int MAX_DEPTH = PayloadLimits.MAX_DEPTH;
    static final int MAX_NUMBER_LENGTH = 1_000;
    static final int MAX_NAME_LENGTH = 10_000;
    static final int MAX_STRING_LENGTH = 16 * 1024 * 1024;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Detection would take UTF-16, UTF-32 and a byte-order mark; interning would keep every name ever met.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .build())
            .build();

    private final String timestampField;
    private final TimestampUnit unit;
    private final FieldValues picked;

    JsonValidator(String timestampField) {
        this(timestampField, TimestampUnit.MS);
    }

    JsonValidator(String timestampField, TimestampUnit unit) {
        this(timestampField, unit, new FieldValues(List.of()));
    }

    /**
     * A validator of all events of a pipeline.
     *
     * @param timestampField the top-level field that {@link #validate} returns, or null
     * @param unit what a number there counts
     * @param picked told what the fields hold that it asks for
     */
    JsonValidator(String timestampField, TimestampUnit unit, FieldValues picked) {
        this.timestampField = timestampField;
        this.unit = unit;
        this.picked = picked;
    }

    /** Returns the event time in epoch milliseconds, {@link EventTime#MISSING} or {@link EventTime#UNREADABLE}. */
    long validate(byte[] bytes, int from, int to) throws RejectedException {
        picked.begin(bytes);
        if (!Utf8.isValid(bytes, from, to)) {
            throw malformed("not UTF-8");
        }
        try (JsonParser parser = FACTORY.createParser(bytes, from, to - from)) {
            return object(parser);
        } catch (StreamConstraintsException e) {
            throw malformed("JSON beyond the limits of " + MAX_DEPTH + " levels, " + MAX_NUMBER_LENGTH
                    + " digits a number, " + MAX_NAME_LENGTH + " characters a name and " + MAX_STRING_LENGTH
                    + " a string");
        } catch (JsonProcessingException e) {
            // Its message quotes the payload; its place does not.
            throw malformed("no JSON at byte " + e.getLocation().getByteOffset());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a byte array", e);
        }
    }

    private long object(JsonParser parser) throws IOException, RejectedException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("not a JSON object");
        }
        long time = EventTime.MISSING;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String name = parser.currentName();
            boolean isTime = name.equals(timestampField);
            int field = picked.index(name);
            JsonToken first = parser.nextToken();
            if (isTime) {
                time = time(parser, first);
            }
            if (field >= 0) {
                pick(field, parser, first);
            }
            parser.skipChildren();
        }
        if (parser.nextToken() != null) {
            throw malformed("more than one JSON value");
        }
        return time;
    }

    private void pick(int field, JsonParser parser, JsonToken token) throws IOException {
        switch (token) {
            case VALUE_NUMBER_INT -> {
                if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    picked.number(field, FieldKind.DOUBLE, Double.doubleToLongBits(parser.getDoubleValue()));
                } else {
                    picked.number(field, FieldKind.INTEGER, parser.getLongValue());
                }
            }
            case VALUE_NUMBER_FLOAT ->
                picked.number(field, FieldKind.DOUBLE, Double.doubleToLongBits(parser.getDoubleValue()));
            case VALUE_STRING -> picked.text(field, parser.getText().getBytes(StandardCharsets.UTF_8));
            case VALUE_TRUE -> picked.number(field, FieldKind.BOOLEAN, 1);
            case VALUE_FALSE -> picked.number(field, FieldKind.BOOLEAN, 0);
            case VALUE_NULL -> picked.is(field, FieldKind.ABSENT);
            default -> picked.is(field, FieldKind.OTHER);
        }
    }

    private long time(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? number(parser.getText())
                        : unit.toMillis(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_STRING -> {
                byte[] ascii = parser.getText().getBytes(StandardCharsets.US_ASCII);
                yield EventTime.read(ascii, 0, ascii.length);
            }
            case VALUE_NULL -> EventTime.MISSING;
            default -> EventTime.UNREADABLE;
        };
    }

    private long number(String text) {
        try {
            return unit.toMillis(new BigDecimal(text));
        } catch (NumberFormatException e) {
            // An exponent that fits no int.
            return EventTime.UNREADABLE;
        }
    }

    private static RejectedException malformed(String what) {
        return new RejectedException(DeadLetterReason.MALFORMED, what);
    }
}
