// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is against the policy, one sentence each. */
final class Findings {
    private final List<String> all = new ArrayList<>();

    /** Notes that {@code what} is not as it must be. */
    void require(boolean holds, String what) {
        if (!holds) {
            all.add(what);
        }
    }

    void requireEqual(Object actual, Object wanted, String what) {
        require(Objects.equals(actual, wanted), what + " is " + actual + ", not " + wanted);
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
