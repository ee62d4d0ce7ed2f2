// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.topics;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which dead letter an entry of the ledger of redrives is about, as its key says: {@code <id of the dead-letter
 * topic>/<partition>/<offset>}. A topic that is made anew has another id.
 */
public record LetterKey(String topicId, int partition, long offset) {
    private static final Pattern KEY = Pattern.compile("([^/]+)/([0-9]{1,9})/([0-9]{1,18})");

    /** Empty when {@code key} is none; it may be null. */
    public static Optional<LetterKey> of(byte[] key) {
        Matcher found = KEY.matcher(key == null ? "" : new String(key, StandardCharsets.UTF_8));
        return found.matches()
                ? Optional.of(
                        new LetterKey(found.group(1), Integer.parseInt(found.group(2)), Long.parseLong(found.group(3))))
                : Optional.empty();
    }

    public byte[] bytes() {
        return (topicId + '/' + partition + '/' + offset).getBytes(StandardCharsets.UTF_8);
    }
}
