// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.gateway.frame.MalformedFrameException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;

/**
 * OTLP's JSON as protobuf, which is about as long: the JSON mapping of protobuf, but ids are hexadecimal, enums are numbers, and what is
 * unknown is skipped. 64-bit integers may be strings or numbers.
 */
final class JsonRequest {
    private static final JsonFactory JSON = new JsonFactory();
    private static final BigInteger UNSIGNED_END = BigInteger.ONE.shiftLeft(Long.SIZE);
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final int LONGEST_NUMBER = 20;

    private final JsonParser in;
    private final ProtobufOutput out = new ProtobufOutput();

    private JsonRequest(JsonParser in) {
        this.in = in;
    }

    static Message toProtobuf(byte[] body, int length) throws MalformedFrameException {
        try (JsonParser in = JSON.createParser(body, 0, length)) {
            return new JsonRequest(in).request();
        } catch (JacksonException e) {
            // Its message has a piece of the body.
            long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            throw new MalformedFrameException("the body is no JSON, or nested too deep, at byte " + at);
        } catch (IOException e) {
            throw new MalformedFrameException("the body is no JSON");
        }
    }

    private Message request() throws IOException, MalformedFrameException {
        if (in.nextToken() != null) {
            message(Shape.REQUEST);
            if (in.nextToken() != null) {
                throw malformed("something after the request");
            }
        }
        return out.toMessage();
    }

    /** The present token is its beginning. */
    private void message(Shape shape) throws IOException, MalformedFrameException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw malformed("no object where there has to be one");
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            Shape.Field field = shape.field(in.currentName());
            JsonToken value = in.nextToken();
            if (field == null || value == JsonToken.VALUE_NULL) {
                in.skipChildren();
            } else if (field.kind() == Shape.Kind.MESSAGES) {
                messages(field);
            } else {
                value(field);
            }
        }
    }

    private void messages(Shape.Field field) throws IOException, MalformedFrameException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw malformed("no array where there has to be one");
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            inside(field);
        }
    }

    private void inside(Shape.Field field) throws IOException, MalformedFrameException {
        int begin = out.begin(field.number());
        message(field.of());
        out.end(begin);
    }

    private void value(Shape.Field field) throws IOException, MalformedFrameException {
        int number = field.number();
        switch (field.kind()) {
            case TEXT -> out.text(number, text());
            case BOOLEAN -> out.number(number, bool() ? 1 : 0);
            case INTEGER -> out.number(number, integer());
            case FIXED64 -> out.fixed64(number, integer());
            case FIXED32 -> out.fixed32(number, integer());
            case DOUBLE -> out.fixed64(number, Double.doubleToRawLongBits(decimal()));
            case BASE64, HEX -> out.bytes(number, bytes(field.kind()));
            case MESSAGE, MESSAGES -> inside(field);
        }
    }

    private String text() throws IOException, MalformedFrameException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw malformed("no string where there has to be one");
        }
        return in.getText();
    }

    private boolean bool() throws MalformedFrameException {
        if (!in.currentToken().isBoolean()) {
            throw malformed("neither true nor false where there has to be one");
        }
        return in.currentToken() == JsonToken.VALUE_TRUE;
    }

    /** Unsigned ones beyond the largest long become negative, as protobuf has them. */
    private long integer() throws IOException, MalformedFrameException {
        boolean isString = in.currentToken() == JsonToken.VALUE_STRING;
        if ((isString || in.currentToken() == JsonToken.VALUE_NUMBER_INT) && in.getTextLength() <= LONGEST_NUMBER) {
            try {
                BigInteger value = new BigInteger(in.getText());
                if (value.compareTo(LEAST) >= 0 && value.compareTo(UNSIGNED_END) < 0) {
                    return value.longValue();
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
        }
        throw malformed("no integer where there has to be one");
    }

    private double decimal() throws IOException, MalformedFrameException {
        if (in.currentToken().isNumeric() || in.currentToken() == JsonToken.VALUE_STRING) {
            try {
                return Double.parseDouble(in.getText());
            } catch (NumberFormatException e) {
                // Said below.
            }
        }
        throw malformed("no number where there has to be one");
    }

    private byte[] bytes(Shape.Kind kind) throws IOException, MalformedFrameException {
        String text = text();
        try {
            return kind == Shape.Kind.HEX
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw malformed(kind == Shape.Kind.HEX ? "an id is not hexadecimal" : "bytes are not Base64");
        }
    }

    private MalformedFrameException malformed(String what) {
        return new MalformedFrameException(
                what + " at byte " + in.currentTokenLocation().getByteOffset());
    }
}
