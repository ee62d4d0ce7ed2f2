package io.millrace.local;

import io.millrace.local.server.Server;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace down}. */
@Command(
        name = "down",
        description = "Stops the local stack; its data stay for the next up.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    @Option(names = "--delete", description = "Deletes topics, schemas, objects, state and logs too.")
    private boolean delete;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        UpFolder folder = UpFolder.ofProject();
        OneAtATime.in(folder, () -> stop(folder, spec.commandLine().getOut()));
        return 0;
    }

    private void stop(UpFolder folder, PrintWriter out) {
        Optional<Plan> plan = folder.plan();
        plan.ifPresent(what -> stop(new Deployment(folder.site(), what), out));
        if (plan.isEmpty()) {
            out.println("Nothing is running.");
        }
        folder.forgetPlan();
        if (delete) {
            Trees.delete(folder.folder());
            out.println("Deleted " + folder.folder());
        }
    }

    private static void stop(Deployment deployment, PrintWriter out) {
        List<String> running = deployment.components().stream()
                .filter(Server::isAlive)
                .map(Server::name)
                .toList();
        if (!running.isEmpty()) {
            out.println("Stopping " + String.join(", ", running) + " ...");
            out.flush();
        }
        deployment.close();
        out.println("Stopped.");
    }
}
