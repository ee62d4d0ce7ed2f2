// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every acknowledged event lies in a batch. */
public final class NothingLost {
    private NothingLost() {}

    public static void check(Sent sent, Received received) {
        check(sent, received.ids());
    }

    /** {@code arrived} are the ids of events in batches. */
    static void check(Sent sent, List<String> arrived) {
        Set<String> missing = new HashSet<>(sent.ids);
        arrived.forEach(missing::remove);
        assertThat(missing)
                .as("events that were acknowledged and are in no batch")
                .isEmpty();
    }
}
