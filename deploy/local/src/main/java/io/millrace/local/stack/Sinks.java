// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.local.process.Await;
import io.millrace.operations.connect.ConnectException;
import io.millrace.operations.connect.ConnectWorker;
import io.millrace.operations.connect.SinkConnector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connectors of a plan in a worker that is ready. */
public final class Sinks {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final ConnectWorker worker;
    private final Map<String, Map<String, String>> connectors;

    Sinks(ConnectWorker worker, Plan plan) {
        this.worker = worker;
        this.connectors = SinkConnectors.of(plan);
    }

    public List<String> names() {
        return List.copyOf(connectors.keySet());
    }

    /** Creates them, or changes them to what the plan says. */
    void create() {
        connectors.forEach(worker::put);
    }

    /** Returns when all of them are delivering; throws when one of them never will. */
    public void awaitRunning() {
        for (String name : connectors.keySet()) {
            if (!Await.await(LIMIT, () -> isRunning(name))) {
                throw new SinkFailedException(name, "Connect has not started it within " + LIMIT.toSeconds() + " s");
            }
        }
    }

    /** Throws when one of them failed for good. */
    public void requireNoneFailed() {
        connectors.keySet().forEach(this::isRunning);
    }

    /** As Connect shows it; empty when there is none of that name. Throws {@link ConnectException}. */
    public Optional<SinkConnector> connector(String name) {
        return worker.connector(name);
    }

    private boolean isRunning(String name) {
        try {
            Optional<SinkConnector> shown = connector(name);
            shown.filter(found -> !found.problem().isEmpty()).ifPresent(found -> {
                throw new SinkFailedException(name, found.problem());
            });
            return shown.filter(SinkConnector::isRunning).isPresent();
        } catch (ConnectException e) {
            return false;
        }
    }
}
