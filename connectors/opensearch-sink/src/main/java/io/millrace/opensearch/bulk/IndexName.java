// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import io.millrace.schemas.BatchHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/** The index, alias or data stream of a batch: a template with {@code {pipeline}}, {@code {topic}} and {@code {date}}. */
public record IndexName(String template) {
    /** What {@link #check} accepts, in words. */
    public static final String ALLOWED =
            "a name in lower case of letters, digits, '.', '-', '_' and '+', not beginning with the"
                    + " last three, with {pipeline}, {topic} and {date} in any place";

    private static final String PIPELINE = "{pipeline}";
    private static final String TOPIC = "{topic}";
    private static final String DATE = "{date}";
    private static final int MOST_BYTES = 255;
    private static final Pattern NAME = Pattern.compile("(?![-_+])[a-z0-9._+-]+");
    private static final Pattern FOREIGN = Pattern.compile("[^a-z0-9._+-]");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu.MM.dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Throws {@link ConfigException} naming {@code key}. */
    public static void check(String key, String template) {
        String example = template.replace(PIPELINE, "p").replace(TOPIC, "t").replace(DATE, "2015.05.17");
        if (!NAME.matcher(example).matches()
                || example.equals(".")
                || example.equals("..")
                || example.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new ConfigException(key, template, ALLOWED);
        }
    }

    /** By the start of its window, in UTC: redelivered, it goes to the same index, whenever that is. */
    public String of(BatchHeader batch) {
        return filled(batch, DAY.format(Instant.ofEpochMilli(batch.windowStart())));
    }

    /** What matches the indices of all days. */
    public String pattern(BatchHeader batch) {
        return filled(batch, "*");
    }

    private String filled(BatchHeader batch, String date) {
        return template.replace(PIPELINE, plain(batch.pipeline()))
                .replace(TOPIC, plain(batch.sourceTopic()))
                .replace(DATE, date);
    }

    private static String plain(String name) {
        return FOREIGN.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
    }
}
