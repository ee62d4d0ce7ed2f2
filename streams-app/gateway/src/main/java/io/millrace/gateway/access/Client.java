// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

import java.util.Set;

/**
 * Someone who sends events.
 *
 * @param name as the clients file has it
 * @param pipelines it may send to; empty for all
 * @param quota null for none
 */
public record Client(String name, Set<String> pipelines, Quota quota) {
    /** Whoever reaches a gateway that has no clients file. */
    public static final Client ANYBODY = new Client("anybody", Set.of(), null);

    public Client {
        pipelines = Set.copyOf(pipelines);
    }

    public boolean maySendTo(String pipeline) {
        return pipelines.isEmpty() || pipelines.contains(pipeline);
    }
}
