// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Which document each item of an answer is about. Items stand in the order of the request, but those that an ingest pipeline has
 * refused or dropped stand in each other's places, in the order in which that happened. So ids decide. An id that a pipeline has
 * changed says nothing, and documents of one id are told apart by nothing: there the place decides.
 */
final class AnswerOrder {
    private static final int NONE = -1;

    private AnswerOrder() {}

    /**
     * The place in the request, for each place in the answer; each once.
     *
     * @param sent the id of the document at a place in the request
     * @param answered the id of the item at a place in the answer
     */
    static int[] documents(int count, IntFunction<String> sent, IntFunction<String> answered) {
        int[] documents = new int[count];
        Arrays.fill(documents, NONE);
        Map<String, Deque<Integer>> displaced = new HashMap<>();
        BitSet unanswered = new BitSet(count);
        for (int place = 0; place < count; place++) {
            String id = sent.apply(place);
            if (id.equals(answered.apply(place))) {
                documents[place] = place;
            } else {
                displaced.computeIfAbsent(id, any -> new ArrayDeque<>()).add(place);
                unanswered.set(place);
            }
        }
        for (int place = 0; place < count; place++) {
            Deque<Integer> sameId = documents[place] == NONE ? displaced.get(answered.apply(place)) : null;
            if (sameId != null && !sameId.isEmpty()) {
                documents[place] = sameId.poll();
                unanswered.clear(documents[place]);
            }
        }
        byPlace(documents, unanswered);
        return documents;
    }

    /** Items whose id nobody has sent: each is about the document in its place, unless that has its answer. */
    private static void byPlace(int[] documents, BitSet unanswered) {
        for (int place = 0; place < documents.length; place++) {
            if (documents[place] == NONE && unanswered.get(place)) {
                documents[place] = place;
                unanswered.clear(place);
            }
        }
        for (int place = 0; place < documents.length; place++) {
            if (documents[place] == NONE) {
                documents[place] = unanswered.nextSetBit(0);
                unanswered.clear(documents[place]);
            }
        }
    }
}
