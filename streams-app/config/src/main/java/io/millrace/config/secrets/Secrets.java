// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.secrets;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The one rule for what is never printed. Hiding too much is a nuisance, hiding too little is a leak. */
public final class Secrets {
    public static final String HIDDEN = "[hidden]";

    private static final Set<String> PASSWORDS = KafkaKeys.ofType(Type.PASSWORD);

    private static final String WORDS =
            "password|passwd|passphrase|secret|token|jaas|credential|user\\.info|userinfo|api\\.key|private\\.key"
                    + "|keystore\\.key|keystore\\.certificate|signing\\.key|encryption\\.key|access\\.key(?!\\.id)";

    private static final Pattern NAME = Pattern.compile(".*(" + WORDS + ").*");

    /** A name, an equals sign or colon, and the value. */
    private static final Pattern ASSIGNED =
            Pattern.compile("(?i)([\\w.-]*(?:" + WORDS + ")[\\w.-]*\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,;&]+)");

    /** Up to the last @: a password may hold one itself, or a slash. */
    private static final Pattern USER_IN_URL = Pattern.compile("//.*@", Pattern.DOTALL);

    private static final Pattern USER_IN_SENTENCE = Pattern.compile("//\\S*@");

    private Secrets() {}

    /** Whether the value of {@code key}, with whatever prefix, may be shown to nobody. */
    public static boolean isSecret(String key) {
        return NAME.matcher(key.toLowerCase(Locale.ROOT)).matches()
                || KafkaKeys.endings(key).anyMatch(PASSWORDS::contains);
    }

    /** The value as it may be shown. */
    public static String shown(String key, String value) {
        return isSecret(key) && !value.isEmpty()
                ? HIDDEN
                : USER_IN_URL.matcher(value).replaceAll("//");
    }

    /** A sentence that somebody else may have put a secret into. */
    public static String hiddenIn(String text) {
        return USER_IN_SENTENCE
                .matcher(ASSIGNED.matcher(text).replaceAll("$1" + HIDDEN))
                .replaceAll("//");
    }
}
