// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * The address of a server, as an operator writes it.
 *
 * @param address without user and password
 * @param userInfo user:password, or null
 */
public record HttpUrl(String address, String userInfo) {
    /** What {@link #parse} accepts, in words. */
    public static final String ALLOWED =
            "an http or https URL with a port of 1 to 65535, if any, such as https://host:8081";

    private static final int HIGHEST_PORT = 65_535;

    /** Not Java's URI, which does not accept a host with an underscore. */
    private static final Pattern URL = Pattern.compile("(https?://)(?:([^/\\s]*)@)?"
            + "((?:\\[[\\p{XDigit}:.]+]|[^/@:?#\\[\\]\\s]+)(?::(\\d{1,5}))?(?:/[^@\\s]*)?)");

    /** Something else where a port should be: it may be half of a password that contains a comma or a slash. */
    private static final Pattern NO_PORT = Pattern.compile("(//[^/:\\[]*:)(?!\\d{1,5}(?:/|$)).*", Pattern.DOTALL);

    /** Throws {@link ConfigException} naming {@code key}, and never a password. */
    public static HttpUrl parse(String key, String url) {
        Matcher parts = URL.matcher(url.strip());
        if (!parts.matches() || !isPort(parts.group(4))) {
            String behindUser = url.substring(url.lastIndexOf('@') + 1);
            throw new ConfigException(key, NO_PORT.matcher(behindUser).replaceFirst("$1[hidden]"), ALLOWED);
        }
        return new HttpUrl(parts.group(1) + parts.group(3), parts.group(2) == null ? null : decoded(parts.group(2)));
    }

    private static boolean isPort(String digits) {
        return digits == null || (Integer.parseInt(digits) > 0 && Integer.parseInt(digits) <= HIGHEST_PORT);
    }

    private static String decoded(String userInfo) {
        try {
            return URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return userInfo;
        }
    }

    public boolean isSecure() {
        return address.startsWith("https:");
    }

    /** Never the password. */
    @Override
    public String toString() {
        return address;
    }
}
