package io.millrace.local.stack;

import io.millrace.local.process.Await;
import io.millrace.local.server.ConnectServer;
import io.millrace.local.server.ConnectorStatus;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connectors of a plan in a worker that is ready. */
public final class Sinks {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final ConnectServer connect;
    private final Map<String, Map<String, String>> connectors;

    Sinks(ConnectServer connect, Plan plan) {
        this.connect = connect;
        this.connectors = SinkConnectors.of(plan);
    }

    public List<String> names() {
        return List.copyOf(connectors.keySet());
    }

    /** Creates them, or changes them to what the plan says. */
    void create() {
        connectors.forEach(connect::putConnector);
    }

    /** Returns when all of them deliver; throws when one of them never will. */
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

    private boolean isRunning(String name) {
        Optional<ConnectorStatus> status = status(name);
        status.filter(found -> !found.trace().isEmpty()).ifPresent(found -> {
            throw new SinkFailedException(
                    name, found.trace().lines().findFirst().orElse(""));
        });
        return status.filter(ConnectorStatus::isRunning).isPresent();
    }

    /** Empty also when Connect does not answer. */
    private Optional<ConnectorStatus> status(String name) {
        try {
            return connect.status(name);
        } catch (UncheckedIOException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}
