// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import io.millrace.app.ConfigOptions;
import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.RunningProcesses;
import io.millrace.local.process.Server;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.Guard;
import io.millrace.local.stack.Looks;
import io.millrace.local.stack.NothingToRunException;
import io.millrace.local.stack.ObjectFormats;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.ProjectFolder;
import io.millrace.local.stack.StackSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace up}. */
@Command(
        name = "up",
        description = {
            "Starts the local stack and leaves it running.",
            "That is Kafka, a schema registry, Kafka Connect, what its sinks deliver to (S3, OpenSearch, PostgreSQL), stream"
                    + " processes and gateways; everything they write is below .millrace/up in the project folder.",
            "Without --config it runs the sample pipelines of deploy/local/millrace.properties. Your own file says"
                    + " which pipelines there are and how they batch; addresses in it are not used, because the stack has its"
                    + " own.",
            "While any of it is running, another up without options starts what is missing."
        },
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions config;

    @Mixin
    private ProfileOption profile;

    @Mixin
    private SinksOption sinks;

    @Mixin
    private PlaceOptions places;

    @Option(
            names = ObjectFormats.OPTION,
            paramLabel = "[PIPELINE=]FORMAT",
            description =
                    "jsonl, the default: gzip'd JSON Lines; avro: container files, for pipelines of Avro events. For one"
                            + " pipeline, or for all. May be repeated.")
    private List<String> objectFormats = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        UpFolder folder = UpFolder.ofProject();
        StackLock.in(folder, () -> start(folder));
        return 0;
    }

    private void start(UpFolder folder) {
        List<ChildProcess> running = RunningProcesses.at(folder.site());
        if (running.isEmpty()) {
            begin(folder, plan());
        } else {
            Plan known = folder.plan()
                    .orElseThrow(() -> new NothingToRunException("already running: "
                            + RunningProcesses.names(running)
                            + "; how it was started is no longer known: millrace down stops it and keeps the data"));
            complete(folder, hasOptions() ? plan() : known, known);
        }
    }

    private boolean hasOptions() {
        return !spec.commandLine().getParseResult().matchedOptions().isEmpty();
    }

    private Plan plan() {
        Map<String, String> settings = sinks.over(profile.over(config.layered(ProjectFolder.samplePipelines())));
        List<String> notUsed = StackSettings.notUsed(settings);
        if (!notUsed.isEmpty()) {
            say("Note: not used, because the stack has its own: " + String.join(", ", notUsed));
        }
        return Plan.of(places.ports(), places.streamPorts(), places.gatewayPorts(), objectFormats, settings);
    }

    private void begin(UpFolder folder, Plan plan) {
        int before = folder.brokersWithData();
        int now = plan.ports().kafka().size();
        if (before != 0 && before != now) {
            throw new NothingToRunException("the data in " + folder.folder() + " were written by " + before
                    + " broker(s), and a different number of brokers cannot read them: use --brokers " + before
                    + ", or delete them first with millrace down --delete");
        }
        say("Starting the stack in " + folder.folder());
        start(folder, plan, new Deployment(folder.site(), plan));
    }

    private void complete(UpFolder folder, Plan plan, Plan known) {
        if (!known.equals(plan)) {
            throw new NothingToRunException(
                    "it is already running, with other options or settings: millrace down stops it and"
                            + " keeps the data; millrace up without options only starts what is missing");
        }
        Deployment deployment = new Deployment(folder.site(), plan);
        List<String> missing = deployment.components().stream()
                .filter(server -> !server.isAlive())
                .map(Server::name)
                .toList();
        if (missing.isEmpty()) {
            say("It is already running.");
        } else {
            say("It is already running, except for " + String.join(", ", missing) + ".");
        }
        start(folder, plan, deployment);
    }

    private void start(UpFolder folder, Plan plan, Deployment deployment) {
        folder.save(plan);
        try (Guard guard = new Guard(() -> interrupted(folder, deployment))) {
            try {
                deployment.start(this::say);
                deployment.sinks().awaitRunning();
                // Each one that joined made the others not ready for a moment.
                deployment.instances().forEach(Server::awaitReady);
            } catch (RuntimeException e) {
                guard.awaitEndIfTriggered();
                forgetIfDead(folder, deployment);
                throw e;
            }
        }
        say("");
        say(new Components(deployment).table());
        say("");
        say("Objects   " + deployment.bucket());
        Looks.of(deployment.config()).forEach(line -> say("Look      " + line));
        Looks.sendingTo(deployment.gateways(), deployment.config()).forEach(line -> say("Send      " + line));
        say("Settings  " + folder.settings());
        say("Next      millrace feed FILE --pipeline P, verify, status, logs COMPONENT, down");
    }

    private void interrupted(UpFolder folder, Deployment deployment) {
        say("Interrupted: stopping what was started");
        deployment.cancel();
        forgetIfDead(folder, deployment);
    }

    /** A stack that never ran is not a stack with something missing. */
    private static void forgetIfDead(UpFolder folder, Deployment deployment) {
        if (deployment.components().stream().noneMatch(Server::isAlive)) {
            folder.forgetPlan();
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
