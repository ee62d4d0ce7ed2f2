// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Empty, or where a process is reached: {@code host} or {@code host:port}. */
final class AdvertisedAddress implements ConfigDef.Validator {
    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[1-9][0-9]{0,4})?");
    private static final int LAST_PORT = 65_535;

    @Override
    public void ensureValid(String name, Object value) {
        String text = (String) value;
        if (!text.isEmpty() && !(HOST.matcher(text).matches() && hasPossiblePort(text))) {
            throw new ConfigException(name, value, "must be host or host:port; an IPv6 address in brackets");
        }
    }

    private static boolean hasPossiblePort(String text) {
        int colon = text.lastIndexOf(':');
        return text.endsWith("]") || colon < 0 || Integer.parseInt(text.substring(colon + 1)) <= LAST_PORT;
    }

    @Override
    public String toString() {
        return "host or host:port";
    }
}
