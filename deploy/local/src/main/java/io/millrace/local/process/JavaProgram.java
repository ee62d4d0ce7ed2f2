// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java server as a command line.
 *
 * @param classPath as {@code java -cp} accepts it; for an attached server this module must be on it
 */
public record JavaProgram(String classPath, String mainClass, List<String> jvmOptions, List<String> arguments) {

    /** System property with additional options for all JVMs that this one starts. */
    private static final String MORE_OPTIONS = "millrace.server.options";

    /**
     * A Ctrl-C in the terminal, or its closing, goes to every process of the session: servers get their own, so that they are
     * stopped in order, or not at all. Both tools replace themselves with the server, so that the pid is the server's.
     */
    private static final List<String> SESSION_TOOLS = List.of("setsid", "nohup");

    public JavaProgram {
        jvmOptions = List.copyOf(jvmOptions);
        arguments = List.copyOf(arguments);
    }

    /** Marks the process as ours in {@code ps}, and protects an unrelated process that was given the pid in a stale pid file. */
    static String marker(Path pidFile) {
        return "-Dmillrace.server=" + pidFile;
    }

    /** As the system property {@code millrace.server.options} has them. */
    public static List<String> moreOptions() {
        return Stream.of(System.getProperty(MORE_OPTIONS, "").split(" ", 0))
                .filter(option -> !option.isEmpty())
                .toList();
    }

    List<String> commandLine(String server, Site site) {
        List<String> line = new ArrayList<>();
        ownSession().ifPresent(line::add);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add(marker(site.pidFile(server)));
        line.add("-Djava.io.tmpdir=" + site.temporary(server));
        line.add("-XX:+ExitOnOutOfMemoryError");
        line.addAll(jvmOptions);
        line.addAll(moreOptions());
        line.addAll(List.of("-cp", classPath));
        if (site.lifetime() == Lifetime.ATTACHED) {
            line.add(
                    "-D" + ParentWatchdog.PARENT + "=" + ProcessHandle.current().pid());
            line.add(ParentWatchdog.class.getName());
        }
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    /** Whether a process of that executable may be one of ours, or about to be: any other may have the same words in its command line. */
    static boolean isServer(String executable) {
        String name = executable.substring(executable.lastIndexOf(File.separatorChar) + 1);
        return name.equals("java") || SESSION_TOOLS.contains(name);
    }

    private static Optional<String> ownSession() {
        return SESSION_TOOLS.stream()
                .flatMap(tool -> Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                        .map(folder -> Path.of(folder, tool)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
