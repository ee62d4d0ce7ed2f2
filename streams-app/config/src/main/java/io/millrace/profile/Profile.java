// SPDX-License-Identifier: Apache-2.0
package io.millrace.profile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A named set of settings.
 *
 * @param name of the profile; that of its file, without the ending, for a custom one
 * @param promise what it is good for, a sentence; may be empty
 * @param risk what it costs, a sentence; may be empty
 * @param settings in the order of the file, those of the profile it extends first
 */
public record Profile(String name, String promise, String risk, List<Setting> settings) {
    /** No profile: the defaults of each key apply. */
    public static final Profile NONE = new Profile("none", "the defaults of each key", "", List.of());

    private static final int DIGEST_BYTES = 6;

    public Profile {
        settings = List.copyOf(settings);
    }

    /** What came over the network: the same, without its reasons. */
    public static Profile of(String name, Map<String, String> values) {
        return new Profile(
                name,
                "",
                "",
                new TreeMap<>(values)
                        .entrySet().stream()
                                .map(line -> new Setting(line.getKey(), line.getValue(), ""))
                                .toList());
    }

    /** By key. */
    public Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        settings.forEach(setting -> values.put(setting.key(), setting.value()));
        return values;
    }

    /** Tells two profiles of one name apart: twelve hexadecimal digits of the settings, whatever their order. */
    public String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(values().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
