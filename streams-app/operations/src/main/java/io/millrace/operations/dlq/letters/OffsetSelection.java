// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/** Places on a dead-letter topic, as {@code 0:100-250,1:7}; empty for all. */
public record OffsetSelection(List<Range> ranges) {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})(?:-([0-9]{1,18}))?");

    public OffsetSelection {
        ranges = List.copyOf(ranges);
    }

    /** Both offsets included. */
    public record Range(int partition, long first, long last) {}

    /** Throws {@link ConfigException} that names {@code option}. */
    static OffsetSelection parse(String option, String text) {
        List<Range> ranges = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            Matcher found = RANGE.matcher(one.strip());
            if (!found.matches()) {
                throw new ConfigException(option, text, "must be partitions with offsets, as 0:100-250,1:7");
            }
            long first = Long.parseLong(found.group(2));
            long last = found.group(3) == null ? first : Long.parseLong(found.group(3));
            if (last < first) {
                throw new ConfigException(option, text, "goes from " + first + " back to " + last);
            }
            ranges.add(new Range(Integer.parseInt(found.group(1)), first, last));
        }
        return new OffsetSelection(ranges);
    }

    boolean has(int partition, long offset) {
        return ranges.isEmpty()
                || ranges.stream()
                        .anyMatch(range ->
                                range.partition() == partition && range.first() <= offset && offset <= range.last());
    }
}
