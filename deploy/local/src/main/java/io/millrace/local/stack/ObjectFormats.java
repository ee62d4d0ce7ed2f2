// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.config.PipelineConfig;
import io.millrace.schemas.PayloadFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;

/** In which format each pipeline's objects are written: what {@code --object-format} says. */
public final class ObjectFormats {
    public static final String OPTION = "--object-format";

    private static final String JSONL = "jsonl";
    private static final String AVRO = "avro";

    private ObjectFormats() {}

    /** @param choices each {@code FORMAT}, for all, or {@code PIPELINE=FORMAT}; the later wins */
    static Map<String, String> of(List<String> choices, List<PipelineConfig> pipelines) {
        Map<String, String> formats = new TreeMap<>();
        pipelines.forEach(pipeline -> formats.put(pipeline.name(), JSONL));
        for (String choice : choices) {
            int equals = choice.indexOf('=');
            String format = requireKnown(choice, choice.substring(equals + 1));
            if (equals < 0) {
                formats.replaceAll((name, before) -> format);
            } else if (formats.replace(choice.substring(0, equals), format) == null) {
                throw new ConfigException(
                        OPTION, choice, "there is no such pipeline; configured are " + formats.keySet());
            }
        }
        pipelines.forEach(pipeline -> requirePossible(pipeline, formats.get(pipeline.name())));
        return formats;
    }

    private static String requireKnown(String choice, String format) {
        if (!Set.of(JSONL, AVRO).contains(format)) {
            throw new ConfigException(OPTION, choice, "a format is " + JSONL + " or " + AVRO);
        }
        return format;
    }

    private static void requirePossible(PipelineConfig pipeline, String format) {
        if (format.equals(AVRO) && pipeline.format() == PayloadFormat.JSON) {
            throw new ConfigException(
                    OPTION,
                    pipeline.name() + "=" + AVRO,
                    "its events are JSON, and JSON has no schema to write Avro with");
        }
    }
}
