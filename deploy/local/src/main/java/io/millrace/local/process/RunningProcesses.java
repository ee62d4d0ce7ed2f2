// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is running at a site, whoever started it and whatever is left of its files: each process has its pid file's path in its
 * command line. One that is dead but not reaped no longer has a command line, so it does not count.
 */
public final class RunningProcesses {

    private static final Duration EXEC_LIMIT = Duration.ofSeconds(1);

    private RunningProcesses() {}

    /** In the order of their names. */
    public static List<ChildProcess> at(Site site) {
        String folder = JavaProgram.marker(site.pidFile("").getParent()) + File.separator;
        Pattern marker = Pattern.compile(Pattern.quote(folder) + "([A-Za-z0-9-]+)\\.pid(?= |$)");
        return servers()
                .map(handle -> marker.matcher(commandLine(handle)))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .distinct()
                .sorted()
                .map(name -> new ChildProcess(name, site))
                .toList();
    }

    public static String names(List<ChildProcess> processes) {
        return processes.stream().map(ChildProcess::name).collect(Collectors.joining(", "));
    }

    /** The one with this pid file, for when the file itself does not say. */
    static Optional<ProcessHandle> of(Path pidFile) {
        return servers()
                .filter(handle -> commandLine(handle).contains(JavaProgram.marker(pidFile)))
                .findFirst();
    }

    /** One that is just replacing itself with another program has a program and no command line, for a moment. */
    static String commandLine(ProcessHandle handle) {
        AtomicReference<ProcessHandle.Info> info = new AtomicReference<>();
        Await.await(EXEC_LIMIT, () -> {
            info.set(handle.info());
            return info.get().commandLine().isPresent() || info.get().command().isEmpty();
        });
        return info.get().commandLine().orElse("");
    }

    private static Stream<ProcessHandle> servers() {
        return ProcessHandle.allProcesses()
                .filter(handle -> JavaProgram.isServer(handle.info().command().orElse("")));
    }
}
