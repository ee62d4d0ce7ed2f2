// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/** What each process runs on. Gigabytes as clouds count them, of 2^30 bytes. */
public record Machine(int cores, int memoryGb) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,2})x([1-9][0-9]{0,3})");

    /** From {@code 2x8}: two cores, eight gigabytes. */
    public static Machine parse(String option, String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new ConfigException(option, text, "is cores and gigabytes, such as 2x8");
        }
        return new Machine(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    @Override
    public String toString() {
        return cores + "x" + memoryGb;
    }
}
