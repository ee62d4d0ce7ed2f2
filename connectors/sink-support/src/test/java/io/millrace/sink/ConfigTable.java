// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.kit.GeneratedFile;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;

/** A sink's CONFIG.md: made from its {@link ConfigDef}, and compared with it. */
public final class ConfigTable {
    private ConfigTable() {}

    /** Fails when {@code file}, below the project's folder, is stale. */
    public static void assertCurrent(String file, String sink, ConfigDef keys) throws IOException {
        String expected = "# Configuration of the " + sink + "\n\nGenerated from its `ConfigDef`; do not edit."
                + " Renew it with `-D" + GeneratedFile.UPDATE
                + "=true`.\n\n| key | default | valid | what it trades |\n"
                + "| --- | --- | --- | --- |\n"
                + keys.configKeys().values().stream()
                        .filter(key -> !key.internalConfig)
                        .map(ConfigTable::row)
                        .collect(Collectors.joining());
        GeneratedFile.assertCurrent(file, expected);
    }

    private static String row(ConfigKey key) {
        String value = key.type == Type.PASSWORD || key.defaultValue == null || !key.hasDefault()
                ? ""
                : ConfigDef.convertToString(key.defaultValue, key.type);
        String initial = !key.hasDefault() ? "required" : value.isEmpty() ? "none" : '`' + value + '`';
        String checked = key.validator == null ? "" : key.validator.toString();
        String valid = checked.isBlank() ? key.type.name().toLowerCase(Locale.ROOT) : checked;
        String trade = key.documentation.replace("<", "&lt;");
        return "| `" + key.name + "` | " + initial + " | " + valid + " | " + trade + " |\n";
    }
}
