// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Text that {@link RouteParser} can read, or nothing. */
public final class RuleText implements ConfigDef.Validator {
    /** For {@link Routes#parse}. */
    public static final RuleText ROUTES =
            new RuleText(Routes::parse, "CONDITION [and CONDITION…] -> TARGET; …; otherwise -> TARGET");

    /** For {@link Subject#parse}. */
    public static final RuleText SUBJECTS = new RuleText(Subject::parse, "FIELD or header NAME, …");

    /** For {@link Measure#parse}. */
    public static final RuleText MEASURES = new RuleText(
            Measure::parse, "count, bytes, sum(FIELD), min(FIELD), max(FIELD), distinct(FIELD or header NAME)");

    private final Consumer<String> parser;
    private final String allowed;

    /** @param parser throws {@link RuleException} when it cannot read the text */
    public RuleText(Consumer<String> parser, String allowed) {
        this.parser = parser;
        this.allowed = allowed;
    }

    @Override
    public void ensureValid(String key, Object value) {
        try {
            parser.accept(value.toString());
        } catch (RuleException e) {
            throw new ConfigException(key, value, e.getMessage());
        }
    }

    @Override
    public String toString() {
        return allowed;
    }
}
