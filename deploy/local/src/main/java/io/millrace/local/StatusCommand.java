// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.Table;
import io.millrace.config.PipelineConfig;
import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.RunningProcesses;
import io.millrace.local.stack.Component;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.StreamMetrics;
import io.millrace.metrics.Metric;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace status}. */
@Command(
        name = "status",
        description = "Shows what is running in the local stack, and what it has done since it started.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Everything that should be running is, or nothing should be.",
            "1:Something that should be running is not."
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "Prints JSON, for scripts.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        UpFolder folder = UpFolder.ofProject();
        List<ChildProcess> running = RunningProcesses.at(folder.site());
        try {
            Optional<Plan> plan = folder.plan();
            if (plan.isPresent()) {
                return show(new Deployment(folder.site(), plan.get()), out);
            }
        } catch (UnusablePlanException e) {
            return show(new Remains(running, e.getMessage()), out);
        }
        if (!running.isEmpty()) {
            return show(new Remains(running, "how it was started is no longer known; millrace down stops it"), out);
        }
        out.println(json ? "{\"up\": false}" : "Nothing is up; millrace up starts the local stack.");
        return 0;
    }

    private int show(Remains remains, PrintWriter out) throws IOException {
        out.println(json ? pretty(remains.json()) : remains.text());
        return 1;
    }

    private static String pretty(ObjectNode node) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    }

    private int show(Deployment deployment, PrintWriter out) throws IOException {
        Components components = new Components(deployment);
        StreamMetrics metrics = StreamMetrics.of(deployment.instances());
        if (json) {
            out.println(pretty(json(deployment, components, metrics)));
        } else {
            out.println(components.table());
            out.println();
            out.println(pipelines(deployment, metrics));
            if (!components.allRun()) {
                out.println();
                out.println(
                        "Not everything is running: millrace logs COMPONENT says why, millrace up starts what is missing.");
            }
        }
        return components.allRun() ? 0 : 1;
    }

    private static Table pipelines(Deployment deployment, StreamMetrics metrics) {
        Table table = new Table("PIPELINE", "EVENTS", "BATCHED", "DEAD LETTERS", "LATE", "BATCHES", "OPEN BATCHES");
        for (PipelineConfig pipeline : deployment.config().pipelines()) {
            String name = pipeline.name();
            table.row(
                    name,
                    metrics.sum(Metric.EVENTS, name),
                    metrics.sum(Metric.BATCHED_EVENTS, name),
                    metrics.sum(Metric.DEAD_LETTERS, name),
                    metrics.sum(Metric.LATE, name),
                    metrics.sum(Metric.BATCHES, name),
                    metrics.sum(Metric.OPEN_BATCHES, name));
        }
        return table;
    }

    private static ObjectNode json(Deployment deployment, Components components, StreamMetrics metrics) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("up", true).put("complete", components.allRun());
        for (Component component : components.list()) {
            ObjectNode node = root.withObjectProperty("components").putObject(component.name());
            node.put("state", component.state());
            component.pid().ifPresent(pid -> node.put("pid", pid));
            if (!component.address().isEmpty()) {
                node.put("address", component.address());
            }
            if (!component.note().isEmpty()) {
                node.put(component.address().isEmpty() ? "note" : "log", component.note());
            }
        }
        for (PipelineConfig pipeline : deployment.config().pipelines()) {
            String name = pipeline.name();
            root.withObjectProperty("pipelines")
                    .putObject(name)
                    .put("events", metrics.sum(Metric.EVENTS, name))
                    .put("batched", metrics.sum(Metric.BATCHED_EVENTS, name))
                    .put("deadLetters", metrics.sum(Metric.DEAD_LETTERS, name))
                    .put("late", metrics.sum(Metric.LATE, name))
                    .put("batches", metrics.sum(Metric.BATCHES, name))
                    .put("openBatches", metrics.sum(Metric.OPEN_BATCHES, name));
        }
        return root;
    }
}
