// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

/** Every acknowledged event lies in a batch. */
public final class NothingLost {
    private NothingLost() {}

    public static void check(Sent sent, Received received) {
        Set<String> missing = new HashSet<>(sent.ids);
        received.ids().forEach(missing::remove);
        assertThat(missing)
                .as("events that were acknowledged and are in no batch")
                .isEmpty();
    }
}
