// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.events;

import io.millrace.operations.verify.account.HeldEvents;

/** The id that the OpenSearch sink gives a document: {@code <source topic>-<partition>-<offset>}. */
final class DocumentId {
    private static final int MOST_DIGITS_OF_PARTITION = 9;
    private static final int MOST_DIGITS_OF_OFFSET = 18;

    private DocumentId() {}

    static void note(String id, String sourceTopic, HeldEvents held) {
        int beforeOffset = id.lastIndexOf('-');
        int beforePartition = id.lastIndexOf('-', beforeOffset - 1);
        if (beforePartition > 0
                && id.substring(0, beforePartition).equals(sourceTopic)
                && isNumber(id, beforePartition + 1, beforeOffset, MOST_DIGITS_OF_PARTITION)
                && isNumber(id, beforeOffset + 1, id.length(), MOST_DIGITS_OF_OFFSET)) {
            held.holds(
                    Integer.parseInt(id, beforePartition + 1, beforeOffset, 10),
                    Long.parseLong(id, beforeOffset + 1, id.length(), 10));
        } else {
            held.holdsSomethingElse();
        }
    }

    private static boolean isNumber(String text, int from, int to, int mostDigits) {
        return to > from
                && to - from <= mostDigits
                && text.chars().skip(from).limit(to - from).allMatch(c -> c >= '0' && c <= '9');
    }
}
