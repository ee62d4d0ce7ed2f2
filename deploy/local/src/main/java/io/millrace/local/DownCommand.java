// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.RunningProcesses;
import io.millrace.local.process.Trees;
import io.millrace.local.server.ConnectServer;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.Worker;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace down}. */
@Command(
        name = "down",
        description = "Stops the local stack; its data are kept for the next up.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    @Option(names = "--delete", description = "Deletes topics, schemas, objects, state and logs too.")
    private boolean delete;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        UpFolder folder = UpFolder.ofProject();
        StackLock.in(folder, () -> stop(folder, spec.commandLine().getOut()));
        return 0;
    }

    private void stop(UpFolder folder, PrintWriter out) {
        List<ChildProcess> running = RunningProcesses.at(folder.site());
        if (running.isEmpty()) {
            out.println("Nothing is running.");
        } else {
            out.println("Stopping " + RunningProcesses.names(running) + " ...");
            out.flush();
            stop(running);
            out.println("Stopped.");
        }
        folder.forgetPlan();
        if (delete) {
            Trees.delete(folder.folder());
            out.println("Deleted " + folder.folder());
        }
    }

    /** In the order of {@link Deployment#close}, but based on what is running: whatever happened to the plan, it must be possible to stop it. */
    private static void stop(List<ChildProcess> running) {
        running.parallelStream()
                .filter(process -> Worker.isName(process.name()))
                .forEach(ChildProcess::close);
        running.stream()
                .filter(process -> process.name().equals(ConnectServer.NAME))
                .forEach(ChildProcess::close);
        running.parallelStream().forEach(ChildProcess::close);
    }
}
