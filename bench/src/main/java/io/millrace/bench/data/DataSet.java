// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.data;

import io.millrace.schemas.PayloadFormat;
import java.util.Locale;

/**
 * Events on a topic of their own.
 *
 * @param eventBytes of a value, about
 * @param windows windows of a second that the events take turns in; 1 for events in the order of time
 * @param events how many at full pace
 */
public record DataSet(int partitions, int eventBytes, int windows, long events, PayloadFormat format) {
    /** The length of a window in event time, when the events take turns. */
    public static final long WINDOW_MS = 1_000;

    /** What most runs work on. */
    public static final DataSet PLAIN = new DataSet(1, 200, 1, 12_000_000);

    /** The same, as JSON. */
    public static final DataSet JSON = new DataSet(1, 200, 1, 12_000_000, PayloadFormat.JSON);

    /** Avro. */
    public DataSet(int partitions, int eventBytes, int windows, long events) {
        this(partitions, eventBytes, windows, events, PayloadFormat.AVRO);
    }

    public DataSet {
        if (partitions < 1 || eventBytes < 50 || windows < 1 || events < 1) {
            throw new IllegalArgumentException("At least 1 partition, 50 bytes, 1 window, 1 event");
        }
    }

    public String topic() {
        return "events-%dp-%db-%dw-%s"
                .formatted(partitions, eventBytes, windows, format.name().toLowerCase(Locale.ROOT));
    }
}
