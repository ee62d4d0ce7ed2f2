// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.connectors;

import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import java.util.List;

/** One of our sinks beside a peer, each alone on a worker: its rate, and what the worker spends for it. */
public final class PeerScenario {
    private PeerScenario() {}

    /** Runs only if it is named: its servers, workers and topics take minutes. */
    public static Scenario of(String name, String question, String says, Run ours, Run peer) {
        return new Scenario(
                name, question, List.of(ours, peer), claims(says, ours.name(), peer.name()), List.of(), true);
    }

    /** The rate says who is faster here, where server, broker and worker share the machine; the processor time, who works less. */
    public static List<Claim> claims(String says, String ours, String peer) {
        return List.of(
                claim(says, Figure.EVENTS_PER_SECOND, ours, peer),
                claim(says + " per CPU-second", Figure.EVENTS_PER_CPU_SECOND, ours, peer));
    }

    private static Claim claim(String says, Figure figure, String ours, String peer) {
        return Claim.atLeast(1.0, says, new Term(ours, figure), new Term(peer, figure));
    }
}
