// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.secrets;

import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Keys that decide which code runs: they name classes, login modules or commands. Whoever sets one owns the process, so they belong
 * in its own configuration and not in a profile, which may come over the network.
 */
public final class CodeKeys {
    private static final Set<String> CLASSES = KafkaKeys.ofType(Type.CLASS);

    /** Where Kafka declares a list or a text, and Connect's. */
    private static final Pattern NAMES =
            Pattern.compile("(.*\\.)?(class|classes|.*interceptor.*|.*jaas.*|.*reporters|.*providers|providers\\..*"
                    + "|assignment\\.strategy|.*serializer|.*serde|.*handler|.*converter|kinit\\.cmd|plugin\\..*|transforms|predicates"
                    + "|(transforms|predicates|converter|providers)\\..*)");

    private CodeKeys() {}

    public static boolean contains(String key) {
        return NAMES.matcher(key).matches() || KafkaKeys.endings(key).anyMatch(CLASSES::contains);
    }
}
