// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.table;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * A table's name.
 *
 * @param schema empty for whatever the user's {@code search_path} finds first
 */
public record TableName(String schema, String table) {
    static final String PIPELINE = "{pipeline}";

    private static final Pattern TEMPLATE = Pattern.compile("[^{}.]*(\\{pipeline}[^{}.]*)*");

    /** Throws {@link ConfigException} unless {@code template} is a table's name, with or without its schema before a dot. */
    public static void checkTemplate(String key, Object value) {
        String template = (String) value;
        List<String> parts = List.of(template.split("\\.", -1));
        boolean valid = parts.size() <= 2
                && parts.stream().noneMatch(String::isBlank)
                && parts.stream().map(TEMPLATE::matcher).allMatch(Matcher::matches);
        if (!valid) {
            throw new ConfigException(key, template, "table or schema.table; " + PIPELINE + " stands for the pipeline");
        }
    }

    /** Whether each pipeline has a table of its own. */
    public static boolean isPerPipeline(String template) {
        return template.contains(PIPELINE);
    }

    /** The dot between schema and table is the template's: one in the pipeline's name is part of that. */
    public static TableName of(String template, String pipeline) {
        int dot = template.indexOf('.');
        String schema = dot < 0 ? "" : template.substring(0, dot);
        return new TableName(
                schema.replace(PIPELINE, pipeline), template.substring(dot + 1).replace(PIPELINE, pipeline));
    }

    /** As SQL text. */
    public String quoted() {
        return (schema.isEmpty() ? "" : Identifiers.quoted(schema) + '.') + Identifiers.quoted(table);
    }

    void check() throws UnfitTableException {
        Identifiers.check(table);
        if (!schema.isEmpty()) {
            Identifiers.check(schema);
        }
    }

    @Override
    public String toString() {
        return schema.isEmpty() ? table : schema + '.' + table;
    }
}
