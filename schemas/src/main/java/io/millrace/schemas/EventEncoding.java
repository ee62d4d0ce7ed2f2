package io.millrace.schemas;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * One event as an item of {@code EventBatch.events}. Written once, when the event joins its batch; from then on only
 * copied.
 */
public final class EventEncoding {
    /** Room for offset, timestamp, key branch and length, header counts, and value length. */
    private static final int FIXED_BYTES = 40;

    private static final int BYTES_PER_HEADER = 12;

    private EventEncoding() {}

    /** An upper bound, within a few bytes, of what {@link #write} appends; at most {@link Integer#MAX_VALUE}. */
    public static int bound(byte[] key, Headers headers, int valueLength) {
        long bound = (long) FIXED_BYTES + valueLength + (key == null ? 0 : key.length);
        for (Header header : headers.toArray()) {
            // A char is at most three bytes of UTF-8.
            bound += BYTES_PER_HEADER + 3L * header.key().length();
            bound += header.value() == null ? 0 : header.value().length;
        }
        return (int) Math.min(bound, Integer.MAX_VALUE);
    }

    /** Appends the event; its value is {@code value} from {@code valueFrom} to the end. */
    public static void write(
            AvroBuffer out, long offset, long timestamp, byte[] key, Headers headers, byte[] value, int valueFrom) {
        out.writeLong(offset);
        out.writeLong(timestamp);
        out.writeNullable(key);
        Header[] all = headers.toArray();
        if (all.length > 0) {
            out.writeLong(all.length);
            for (Header header : all) {
                byte[] name = header.key().getBytes(StandardCharsets.UTF_8);
                out.writeBytes(name, 0, name.length);
                out.writeNullable(header.value());
            }
        }
        out.writeLong(0);
        out.writeBytes(value, valueFrom, value.length - valueFrom);
    }
}
