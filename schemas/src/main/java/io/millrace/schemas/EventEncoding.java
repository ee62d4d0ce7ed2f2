// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;

/**
 * One event as an item of {@code EventBatch.events}. Written once, when the event joins its batch; from then on only
 * copied.
 */
public final class EventEncoding {
    /** Partition, offset and timestamp as the longest varints that there are: the same for an event wherever it lies. */
    private static final int PLACE_AND_TIMESTAMP_BYTES = 25;

    private static final int BITS_PER_VARINT_BYTE = 7;

    private EventEncoding() {}

    /**
     * An upper bound of what {@link #write} appends: exact, but for {@value #PLACE_AND_TIMESTAMP_BYTES} bytes for partition, offset
     * and timestamp whatever they are. At most {@link Integer#MAX_VALUE}.
     */
    public static int bound(Event event) {
        EncodedEvent encoded = event.encoded();
        if (encoded != null) {
            return encoded.to() - encoded.from();
        }
        long bound = PLACE_AND_TIMESTAMP_BYTES + nullable(event.keyLength()) + prefixed(event.payloadLength());
        Header[] all = event.headers().toArray();
        if (all.length > 0) {
            bound += varint(all.length);
            for (Header header : all) {
                byte[] value = header.value();
                bound += prefixed(utf8Length(header.key())) + nullable(value == null ? -1 : value.length);
            }
        }
        return (int) Math.min(bound + 1, Integer.MAX_VALUE);
    }

    /** {@code length} is −1 for null. */
    private static long nullable(int length) {
        return 1 + (length < 0 ? 0 : prefixed(length));
    }

    /** That many bytes, preceded by their number. */
    private static long prefixed(long length) {
        return varint(length) + length;
    }

    /** How long {@code number}, which is not negative, is as a zigzag varint. */
    private static int varint(long number) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(number << 1 | 1);
        return (bits + BITS_PER_VARINT_BYTE - 1) / BITS_PER_VARINT_BYTE;
    }

    /** As {@link String#getBytes(java.nio.charset.Charset)} makes them: an unpaired surrogate becomes a question mark. */
    private static long utf8Length(String text) {
        long length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800 && !Character.isSurrogate(c)) {
                length += 2;
            } else if (c >= 0x80 && c < 0x800) {
                length++;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                length += 2;
                i++;
            }
        }
        return length;
    }

    /** Appends the event. */
    public static void write(AvroBuffer out, Event event) {
        EncodedEvent encoded = event.encoded();
        if (encoded != null) {
            out.writeRaw(encoded.bytes(), encoded.from(), encoded.to() - encoded.from());
            return;
        }
        out.writeLong(event.partition());
        out.writeLong(event.offset());
        out.writeLong(event.timestamp());
        out.writeNullable(event.keyBytes(), event.keyFrom(), event.keyLength());
        Header[] all = event.headers().toArray();
        if (all.length > 0) {
            out.writeLong(all.length);
            for (Header header : all) {
                byte[] name = header.key().getBytes(StandardCharsets.UTF_8);
                out.writeBytes(name, 0, name.length);
                out.writeNullable(header.value());
            }
        }
        out.writeLong(0);
        out.writeBytes(event.valueBytes(), event.payloadFrom(), event.payloadLength());
    }
}
