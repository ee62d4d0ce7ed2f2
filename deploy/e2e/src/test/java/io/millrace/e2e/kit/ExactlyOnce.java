// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

/** Every acknowledged event lies in one batch, and every batch came once. */
public final class ExactlyOnce {
    private ExactlyOnce() {}

    public static void check(Sent sent, Received received) {
        NothingLost.check(sent, received);
        assertThat(received.ids()).as("events in batches").doesNotHaveDuplicates();
        assertThat(received.repeated).as("batches that came twice").isEmpty();
    }
}
