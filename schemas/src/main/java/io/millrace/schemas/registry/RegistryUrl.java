package io.millrace.schemas.registry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * One address of a registry.
 *
 * @param address without user and password
 * @param userInfo user:password, or null
 */
record RegistryUrl(String address, String userInfo) {
    /** No URI of Java's, which knows no host with an underscore. */
    private static final Pattern URL = Pattern.compile("(https?://)(?:([^/\\s]*)@)?([^/@\\s]+(?:/\\S*)?)");

    static RegistryUrl parse(String url) {
        Matcher parts = URL.matcher(url.strip());
        if (!parts.matches()) {
            throw new ConfigException(
                    RegistryKeys.PREFIX + "url",
                    url.replaceAll(".*@", ""),
                    "an http or https URL, such as https://registry:8081");
        }
        return new RegistryUrl(
                parts.group(1) + parts.group(3), parts.group(2) == null ? null : decoded(parts.group(2)));
    }

    private static String decoded(String userInfo) {
        try {
            return URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return userInfo;
        }
    }

    boolean isSecure() {
        return address.startsWith("https:");
    }

    /** Never the password. */
    @Override
    public String toString() {
        return address;
    }
}
