// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.ArrayList;
import java.util.List;

/** How many there are, and the names of the first ones. */
public record Listing(long count, List<String> names) {
    public static final Listing NONE = new Listing(0, List.of());
    private static final int NAMED = 5;

    public Listing {
        names = List.copyOf(names);
    }

    /** With one more. */
    public Listing with(String name) {
        if (names.size() == NAMED) {
            return new Listing(count + 1, names);
        }
        List<String> more = new ArrayList<>(names);
        more.add(name);
        return new Listing(count + 1, more);
    }
}
