// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import io.millrace.schemas.BatchHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Where a batch lies: {@code <prefix>/<pipeline>/dt=YYYY-MM-DD/hr=HH/<batchId><suffix>}, by its window's start in UTC. */
final class ObjectKey {
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd'/hr='HH").withZone(ZoneOffset.UTC);

    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    private ObjectKey() {}

    static String of(String prefix, BatchHeader batch, String suffix) {
        String folder = prefix.isEmpty() ? "" : prefix + '/';
        String hour = HOUR.format(Instant.ofEpochMilli(batch.windowStart()));
        return folder + safe(batch.pipeline()) + '/' + hour + '/' + safe(batch.batchId()) + suffix;
    }

    /**
     * {@code name} with every byte but letters, digits, dot, minus and underscore as {@code %XX}, as Hive escapes its
     * partitions; a name of dots only would be a step up for a file system, so its dots are escaped too.
     */
    static String safe(String name) {
        return safe(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of bytes, which need not be text. */
    static String safe(byte[] name) {
        boolean dots = true;
        for (byte b : name) {
            dots &= b == '.';
        }
        StringBuilder safe = new StringBuilder(name.length);
        for (byte b : name) {
            char c = (char) (b & 0xff);
            if (PLAIN.indexOf(c) >= 0 || (c == '.' && !dots)) {
                safe.append(c);
            } else {
                safe.append(String.format("%%%02X", (int) c));
            }
        }
        return safe.toString();
    }
}
