// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import io.millrace.operations.verify.account.SeenBatch;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Where the S3 sink puts the batches of one pipeline:
 * {@code <prefix>/<pipeline>/dt=YYYY-MM-DD/hr=HH/<batchId>.jsonl.gz}, {@code .jsonl.zst} or {@code .avro}, by the window's start in UTC.
 */
public final class ObjectLayout {
    static final String ZSTD_JSON_LINES = ".jsonl.zst";

    private static final String GZIP_JSON_LINES = ".jsonl.gz";
    static final String AVRO = ".avro";

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd'/hr='HH").withZone(ZoneOffset.UTC);

    private final String folder;

    public ObjectLayout(String prefix, String pipeline) {
        folder = (prefix.isEmpty() ? "" : prefix + '/') + pipeline + '/';
    }

    /** What every key of the pipeline starts with. */
    public String folder() {
        return folder;
    }

    /** The batch that an object with this key should contain, or null when it is not the name of a batch. */
    static String batchId(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        return List.of(GZIP_JSON_LINES, ZSTD_JSON_LINES, AVRO).stream()
                .filter(name::endsWith)
                .map(suffix -> name.substring(0, name.length() - suffix.length()))
                .findFirst()
                .orElse(null);
    }

    /** Whether {@code key} is in the folder of the batch's hour. */
    boolean isPlaceOf(SeenBatch batch, String key) {
        String hour = HOUR.format(Instant.ofEpochMilli(batch.windowStart));
        return key.startsWith(folder + hour + '/' + batch.id + '.');
    }
}
