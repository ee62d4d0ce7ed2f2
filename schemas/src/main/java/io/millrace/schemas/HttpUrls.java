// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** One URL, or a list of them; nothing at all is allowed too. */
public final class HttpUrls implements ConfigDef.Validator {
    @Override
    public void ensureValid(String key, Object value) {
        List<?> urls = value instanceof List<?> list ? list : List.of(value == null ? "" : value);
        urls.stream().map(Object::toString).filter(url -> !url.isEmpty()).forEach(url -> HttpUrl.parse(key, url));
    }

    @Override
    public String toString() {
        return HttpUrl.ALLOWED;
    }
}
