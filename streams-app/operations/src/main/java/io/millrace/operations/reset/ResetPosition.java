// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.reset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where a pipeline reads on after a reset.
 *
 * @param offsets by partition of the source topic, of {@link Kind#OFFSETS} only
 */
public record ResetPosition(Kind kind, Map<Integer, Long> offsets) {
    private static final String OPTION = "--to";
    private static final Pattern OFFSET = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");

    /** How the position is found. */
    public enum Kind {
        /** At the first event that the source topic still holds: nothing that it holds is lost, and all that was batched comes again. */
        EARLIEST,
        /** At the first event that was read and is in no batch, nor anywhere else; at the group's offset where there is none. */
        FIRST_MISSING,
        /** At the group's offset: nothing comes again, and what was in open batches is lost. */
        COMMITTED,
        /** As told. */
        OFFSETS;

        /** As it is written on the command line, where offsets stand for themselves. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public ResetPosition {
        offsets = Map.copyOf(offsets);
    }

    /** Throws {@link ConfigException} with what is allowed. */
    public static ResetPosition parse(String text) {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.OFFSETS && kind.word().equals(text)) {
                return new ResetPosition(kind, Map.of());
            }
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String one : text.split(",", -1)) {
            Matcher found = OFFSET.matcher(one.strip());
            if (!found.matches()) {
                throw new ConfigException(OPTION, text, "must be " + allowed());
            }
            if (offsets.put(Integer.valueOf(found.group(1)), Long.valueOf(found.group(2))) != null) {
                throw new ConfigException(OPTION, text, "names the partition " + found.group(1) + " twice");
            }
        }
        return new ResetPosition(Kind.OFFSETS, offsets);
    }

    private static String allowed() {
        return Arrays.stream(Kind.values())
                        .filter(kind -> kind != Kind.OFFSETS)
                        .map(Kind::word)
                        .collect(Collectors.joining(", "))
                + " or an offset for each partition, as 0:120,1:95";
    }
}
