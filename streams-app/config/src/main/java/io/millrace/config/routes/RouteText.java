// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A list of rules, or nothing. */
public final class RouteText implements ConfigDef.Validator {
    @Override
    public void ensureValid(String key, Object value) {
        try {
            Routes.parse(value.toString());
        } catch (RuleException e) {
            throw new ConfigException(key, value, e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "CONDITION [and CONDITION…] -> TARGET; …; otherwise -> TARGET";
    }
}
