// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.topics;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A name that Kafka accepts for a topic, or nothing. */
public final class TopicName implements ConfigDef.Validator {
    private static final String LEGAL = "[A-Za-z0-9._-]{0,249}";

    @Override
    public void ensureValid(String key, Object value) {
        String name = value.toString();
        if (!name.matches(LEGAL) || name.equals(".") || name.equals("..")) {
            throw new ConfigException(key, name, toString());
        }
    }

    @Override
    public String toString() {
        return "up to 249 letters, digits, . - and _";
    }
}
