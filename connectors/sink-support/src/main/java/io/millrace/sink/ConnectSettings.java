// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** Settings of a connector that are Connect's own, and with which a sink would look well and lose batches. */
public final class ConnectSettings {
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    /** Connect also takes a plugin's short names. */
    private static final Set<String> BYTES_NAMES = Set.of(BYTES, "ByteArrayConverter", "ByteArray");

    private static final String TOLERANCE = "errors.tolerance";

    private ConnectSettings() {}

    /** Throws {@link ConfigException} for the first setting that will not do. */
    static void check(Map<String, ?> settings) {
        faults(settings).forEach((key, fault) -> {
            throw new ConfigException(key, settings.get(key), fault);
        });
    }

    /**
     * Adds to {@code validated}, which Connect shows before it makes a connector, what {@code settings} have against them, in combination too, so
     * that a connector that is valid there also starts.
     *
     * @param parse throws {@link ConfigException} for keys that do not go together
     * @param blamed the key that such a fault is shown at
     */
    public static Config judge(
            Config validated, Map<String, String> settings, Consumer<Map<String, String>> parse, String blamed) {
        faults(settings)
                .forEach((key, fault) ->
                        add(validated, key, new ConfigException(key, settings.get(key), fault).getMessage()));
        if (validated.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty())) {
            try {
                parse.accept(settings);
            } catch (ConfigException e) {
                add(validated, blamed, e.getMessage());
            }
        }
        return validated;
    }

    /** The settings of a connector's tasks, each of which is told which one it is. */
    public static List<Map<String, String>> ofTasks(Map<String, String> settings, int tasks) {
        List<Map<String, String>> all = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            Map<String, String> own = new HashMap<>(settings);
            own.put(DeliveryConfig.TASK, Integer.toString(task));
            all.add(own);
        }
        return all;
    }

    private static void add(Config validated, String key, String fault) {
        ConfigValue shown = validated.configValues().stream()
                .filter(known -> known.name().equals(key))
                .findFirst()
                .orElse(null);
        if (shown == null) {
            shown = new ConfigValue(key);
            validated.configValues().add(shown);
        }
        shown.addErrorMessage(fault);
    }

    /** By key. What is not set is the worker's, which a connector cannot see: batches then stop the task if it is wrong. */
    private static Map<String, String> faults(Map<String, ?> settings) {
        Map<String, String> faults = new LinkedHashMap<>();
        for (String key : List.of("key.converter", "value.converter", "header.converter")) {
            String converter = text(settings, key);
            if (!converter.isEmpty() && !BYTES_NAMES.contains(converter)) {
                faults.put(key, "batches and their headers must be read as bytes: set it to " + BYTES);
            }
        }
        String tolerance = text(settings, TOLERANCE);
        if (!tolerance.isEmpty() && !tolerance.equals("none")) {
            faults.put(
                    TOLERANCE,
                    "it must be none: otherwise Connect drops what it cannot convert and commits its offset");
        }
        ReadTopics reads = ReadTopics.of(settings);
        reads.ownDeadLetters(text(settings, DeliveryConfig.DEAD_LETTER_TOPIC))
                .ifPresent(topic -> faults.put(
                        reads.key(),
                        "it includes " + topic
                                + ", the dead-letter topic of this sink, so each dead letter would become"
                                + " the next: exclude that topic, or set another one with "
                                + DeliveryConfig.DEAD_LETTER_TOPIC));
        return faults;
    }

    private static String text(Map<String, ?> settings, String key) {
        Object value = settings.get(key);
        return value == null ? "" : value.toString().strip();
    }
}
