// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import io.millrace.local.stack.NothingToRunException;
import io.millrace.local.stack.ProjectFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace logs}. */
@Command(
        name = "logs",
        description = "Prints the end of a component's log, even if it has died.",
        mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
    private static final String SUFFIX = ".log";

    @Parameters(
            arity = "0..1",
            paramLabel = "COMPONENT",
            description = "Its name as status shows it; without one, lists the components that have a log.")
    private String component;

    @Option(
            names = {"-f", "--follow"},
            description = "Keeps printing what is written, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "50",
            description = "How many lines (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = ProjectFolder.up().resolve("logs");
        List<String> names = names(folder);
        if (component == null) {
            names.forEach(spec.commandLine().getOut()::println);
            return 0;
        }
        if (!names.contains(component)) {
            throw new NothingToRunException("there is no log for " + component + " in " + folder
                    + (names.isEmpty()
                            ? ": millrace up has never been run here"
                            : "; there are " + String.join(", ", names)));
        }
        PrintWriter out = spec.commandLine().getOut();
        LogFile log = new LogFile(folder.resolve(component + SUFFIX));
        log.printEnd(lines, out);
        if (follow) {
            log.follow(out);
        }
        return 0;
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }
}
