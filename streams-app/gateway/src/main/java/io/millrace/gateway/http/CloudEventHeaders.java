// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.answer.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** The attributes of a CloudEvent in binary mode: HTTP headers {@code ce-*} become record headers {@code ce_*}. */
final class CloudEventHeaders {
    private static final String HTTP_PREFIX = "ce-";
    private static final String RECORD_PREFIX = "ce_";
    private static final String VERSION = "specversion";
    private static final List<String> REQUIRED = List.of("id", "source", VERSION, "type");
    private static final int HEX = 16;

    private CloudEventHeaders() {}

    /** Whether the event is in binary mode. An event whose content type is CloudEvents' own may repeat its attributes in headers. */
    static boolean areIn(HttpFields headers) {
        return !BodyKind.isCloudEvents(headers.get(HttpHeader.CONTENT_TYPE))
                && REQUIRED.stream().anyMatch(attribute -> headers.contains(HTTP_PREFIX + attribute));
    }

    /** Record headers by name, in the order of the request. */
    static Map<String, byte[]> of(HttpFields headers) throws Refusal {
        Map<String, byte[]> attributes = new LinkedHashMap<>();
        for (HttpField field : headers) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            if (name.startsWith(HTTP_PREFIX)) {
                String attribute = name.substring(HTTP_PREFIX.length());
                if (!attribute.matches("[a-z0-9]+")) {
                    throw Refusal.of(
                            Problem.BAD_HEADER, "the name of a CloudEvents attribute has letters and digits only");
                }
                if (attributes.put(RECORD_PREFIX + attribute, decoded(attribute, field.getValue())) != null) {
                    throw Refusal.of(Problem.BAD_HEADER, name + " is there twice");
                }
            }
        }
        for (String attribute : REQUIRED) {
            byte[] value = attributes.get(RECORD_PREFIX + attribute);
            if (value == null || value.length == 0) {
                throw Refusal.of(Problem.BAD_HEADER, HTTP_PREFIX + attribute + " is missing");
            }
        }
        if (!new String(attributes.get(RECORD_PREFIX + VERSION), StandardCharsets.UTF_8).equals("1.0")) {
            throw Refusal.of(Problem.BAD_HEADER, HTTP_PREFIX + VERSION + " is not 1.0");
        }
        return attributes;
    }

    /** As in CloudEvents' HTTP binding 3.1.3.2: quotes are taken off, then percent-encoding. */
    private static byte[] decoded(String attribute, String value) throws Refusal {
        String text = value == null ? "" : value;
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                bytes.write(escaped(attribute, encoded, i));
                i += 2;
            } else {
                bytes.write(encoded[i]);
            }
        }
        byte[] result = bytes.toByteArray();
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(result));
        } catch (CharacterCodingException e) {
            throw Refusal.of(Problem.BAD_HEADER, HTTP_PREFIX + attribute + " is not UTF-8");
        }
        return result;
    }

    private static int escaped(String attribute, byte[] encoded, int at) throws Refusal {
        int high = at + 2 < encoded.length ? Character.digit(encoded[at + 1], HEX) : -1;
        int low = at + 2 < encoded.length ? Character.digit(encoded[at + 2], HEX) : -1;
        if (high < 0 || low < 0) {
            throw Refusal.of(Problem.BAD_HEADER, HTTP_PREFIX + attribute + " has a percent sign that escapes nothing");
        }
        return high * HEX + low;
    }
}
