// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import io.millrace.cli.Table;
import io.millrace.local.process.Server;
import io.millrace.local.stack.Component;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.Worker;
import io.millrace.operations.connect.ConnectException;
import io.millrace.operations.connect.SinkConnector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Everything that should run, and whether it does. Checked once, when created. */
final class Components {
    private final Path here = Path.of("").toAbsolutePath();
    private final Deployment deployment;
    private final List<Component> list = new ArrayList<>();

    Components(Deployment deployment) {
        this.deployment = deployment;
        deployment.components().forEach(server -> list.add(look(server)));
        addConnectors();
    }

    List<Component> list() {
        return list;
    }

    boolean allRun() {
        return list.stream().allMatch(Component::isRunning);
    }

    private Component look(Server server) {
        return new Component(server.name(), state(server), server.pid(), server.address(), shortly(server.logFile()));
    }

    private static String state(Server server) {
        if (!server.isAlive()) {
            return "dead";
        }
        return server instanceof Worker worker && !worker.isReady() ? "not ready" : Component.RUNNING;
    }

    /** Relative to where the user is, when that is shorter. */
    private String shortly(Path path) {
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }

    private void addConnectors() {
        for (String name : deployment.sinks().names()) {
            list.add(connector(name));
        }
    }

    private Component connector(String name) {
        if (!deployment.stack().connect().isAlive()) {
            return new Component(name, "unknown", OptionalLong.empty(), "", "connect is dead");
        }
        try {
            Optional<SinkConnector> found = deployment.sinks().connector(name);
            String state = found.map(Components::state).orElse("missing");
            String why = found.map(SinkConnector::problem).orElse("");
            String metrics = deployment.stack().connect().metricsUrl().toString();
            return new Component(name, state, OptionalLong.empty(), metrics, why);
        } catch (ConnectException e) {
            return new Component(name, "unknown", OptionalLong.empty(), "", "connect does not answer");
        }
    }

    private static String state(SinkConnector status) {
        if (status.isRunning()) {
            return Component.RUNNING;
        }
        return status.tasks().stream()
                .filter(task -> !task.equals("RUNNING"))
                .findFirst()
                .orElse(status.state().equals("RUNNING") ? "starting" : status.state())
                .toLowerCase(Locale.ROOT);
    }

    String table() {
        Table table = new Table("COMPONENT", "STATE", "PID", "ADDRESS", "LOG");
        for (Component component : list) {
            table.row(
                    component.name(),
                    component.state(),
                    component.pid().isPresent() ? Long.toString(component.pid().getAsLong()) : "-",
                    component.address(),
                    component.note());
        }
        return table.toString();
    }
}
