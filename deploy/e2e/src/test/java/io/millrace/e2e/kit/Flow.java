// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import static org.awaitility.Awaitility.await;

/** Events of a pipeline go in and come out in batches. */
public final class Flow {
    private static final int MANY = 700;

    private Flow() {}

    /** Sends events to the first {@code partitions}, and returns when all of them are in batches. */
    public static void check(Cluster cluster, String pipeline, int partitions) {
        try (Sent sent = cluster.sent(pipeline);
                Received received = cluster.received(pipeline)) {
            check(sent, received, partitions);
        }
    }

    /** The same within a longer story. */
    public static void check(Sent sent, Received received, int partitions) {
        sent.send(MANY, partitions);
        await().atMost(RunningApp.LIMIT).until(() -> received.poll().hasAll(sent.ids));
    }
}
