// SPDX-License-Identifier: Apache-2.0
package io.millrace.profile;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;

/**
 * The lines of a profile: a properties file in which each setting takes one line, and the comment above a line, or above a
 * block of lines, is their reason. A blank line ends the reason.
 *
 * @param extended the profile that this one changes, or empty
 */
record ProfileFile(String extended, String promise, String risk, List<Setting> settings) {
    private static final String EXTEND = "extend";
    private static final String PROMISE = "promise";
    private static final String RISK = "risk";

    /** {@code where} is for messages. */
    static ProfileFile parse(String where, String text) {
        Properties own = new Properties();
        List<Setting> settings = new ArrayList<>();
        List<String> reason = new ArrayList<>();
        boolean inComment = false;
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty()) {
                reason.clear();
            } else if (line.startsWith("#")) {
                if (!inComment) {
                    reason.clear();
                }
                reason.add(line.substring(1).strip());
            } else {
                add(where + ", line " + number, line, String.join(" ", reason), own, settings);
            }
            inComment = line.startsWith("#");
        }
        return new ProfileFile(
                own.getProperty(EXTEND, ""), own.getProperty(PROMISE, ""), own.getProperty(RISK, ""), settings);
    }

    private static void add(String where, String line, String reason, Properties own, List<Setting> settings) {
        if (line.endsWith("\\")) {
            throw new ConfigException(where + ": a setting of a profile must be on one line");
        }
        Properties parsed = new Properties();
        try {
            parsed.load(new StringReader(line));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(where + ": " + e.getMessage());
        }
        String key = parsed.stringPropertyNames().iterator().next();
        String value = parsed.getProperty(key).strip();
        if (List.of(EXTEND, PROMISE, RISK).contains(key)) {
            own.setProperty(key, value);
        } else if (settings.stream().anyMatch(setting -> setting.key().equals(key))) {
            throw new ConfigException(where + ": " + key + " is set twice");
        } else {
            settings.add(new Setting(key, value, reason));
        }
    }
}
