package io.millrace.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** One URL, or a list of them; nothing at all is allowed too. */
final class HttpUrls implements ConfigDef.Validator {
    private static final String URL = "https?://[^/\\s]+\\S*";

    @Override
    public void ensureValid(String key, Object value) {
        List<?> urls = value instanceof List<?> list ? list : List.of(value);
        for (Object url : urls) {
            if (!url.equals("") && !url.toString().matches(URL)) {
                // What stands before an @ may be a password.
                throw new ConfigException(key, url.toString().replaceAll(".*@", ""), toString());
            }
        }
    }

    @Override
    public String toString() {
        return "an http or https URL";
    }
}
