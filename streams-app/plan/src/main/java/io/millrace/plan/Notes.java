// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan;

import java.util.ArrayList;
import java.util.List;

/** What whoever reads the plan should know beside its numbers, in sentences. */
final class Notes {
    private final List<String> sentences = new ArrayList<>();

    void add(String sentence) {
        sentences.add(sentence);
    }

    List<String> all() {
        return List.copyOf(sentences);
    }
}
