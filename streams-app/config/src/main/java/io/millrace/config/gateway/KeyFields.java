// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Pairs {@code pipeline:field}, of which no pipeline has two. */
final class KeyFields implements ConfigDef.Validator {
    static Map<String, String> parse(String key, List<?> pairs) {
        Map<String, String> fields = new HashMap<>();
        for (Object pair : pairs) {
            String text = pair.toString();
            int colon = text.indexOf(':');
            if (colon < 1 || colon == text.length() - 1) {
                throw new ConfigException(key, text, "Expected pipeline:field");
            }
            if (fields.put(text.substring(0, colon), text.substring(colon + 1)) != null) {
                throw new ConfigException(key, text, "The pipeline has a field already");
            }
        }
        return fields;
    }

    @Override
    public void ensureValid(String key, Object value) {
        parse(key, (List<?>) value);
    }

    @Override
    public String toString() {
        return "pipeline:field pairs, one for a pipeline";
    }
}
