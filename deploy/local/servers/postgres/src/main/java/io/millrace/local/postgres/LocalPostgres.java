// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One PostgreSQL server as a child process, on 127.0.0.1. It ends with this JVM, whatever ends that: a shell between the two
 * holds the other end of a pipe, and stops the server at once when nobody is left to write into it. Not thread-safe.
 */
public final class LocalPostgres implements AutoCloseable {
    /**
     * On SIGTERM the server stops in order; at the end of the input it stops as after a crash, and recovers at the next start.
     * The loop is there because a trap ends {@code wait}.
     */
    private static final String WATCH = """
            exec 3<&0
            "$@" 3<&- </dev/null &
            server=$!
            trap 'kill -INT $server' TERM
            { cat <&3 >/dev/null; kill -QUIT $server; } 2>/dev/null &
            guard=$!
            exec 3<&-
            while kill -0 $server 2>/dev/null; do wait $server; status=$?; done
            kill $guard 2>/dev/null
            exit $status
            """;

    private static final String UNSAFE = "off";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Path folder;
    private final int port;
    private final Account account;
    private final Map<String, String> settings;
    private final ProcessBuilder.Redirect log;
    private Process watch;

    /**
     * @param folder holds the programs and the data, which the next start uses again
     * @param settings of the server, by their names in postgresql.conf; may be empty
     * @param log where all output goes
     */
    public LocalPostgres(
            Path folder, int port, Account account, Map<String, String> settings, ProcessBuilder.Redirect log) {
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.account = account;
        this.settings = Map.copyOf(settings);
        this.log = log;
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + '/' + account.database();
    }

    public Account account() {
        return account;
    }

    /** Launches the server and does not wait until it answers. Waits for one that is still stopping on the same data. */
    public void start() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Program program = Program.in(folder.resolve("program"));
        Unprivileged unprivileged = Unprivileged.here();
        Path data = folder.resolve("cluster");
        if (!Files.isDirectory(data)) {
            initialize(program, unprivileged, data);
        }
        awaitPredecessor(data);
        List<String> line = new ArrayList<>(List.of("sh", "-c", WATCH, "postgres-watch"));
        line.addAll(unprivileged.commandLine(program.path("postgres"), "-D", data.toString()));
        line.addAll(List.of("-p", Integer.toString(port), "-c", "listen_addresses=127.0.0.1"));
        line.addAll(List.of("-c", "unix_socket_directories="));
        settings.forEach((name, value) -> line.addAll(List.of("-c", name + '=' + value)));
        watch = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    /** The cluster is there as a whole, with its database, or not at all. */
    private void initialize(Program program, Unprivileged unprivileged, Path data)
            throws IOException, InterruptedException {
        Path unfinished = folder.resolve("cluster.unfinished");
        Path password = folder.resolve("password");
        Program.delete(unfinished);
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, account.password());
        unprivileged.own(folder);
        try {
            List<String> initdb = unprivileged.commandLine(
                    program.path("initdb"),
                    "--pgdata=" + unfinished,
                    "--username=" + account.user(),
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-instructions");
            List<String> single =
                    unprivileged.commandLine(program.path("postgres"), "--single", "-D", unfinished.toString());
            if (UNSAFE.equals(settings.get("fsync"))) {
                initdb.add("--no-sync");
                single.add("-F");
            }
            single.add("postgres");
            run("", initdb);
            run("CREATE DATABASE " + account.database() + '\n', single);
        } finally {
            Files.deleteIfExists(password);
        }
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void run(String input, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (process.waitFor() != 0) {
            throw new IOException("PostgreSQL could not be set up in " + folder + "; its output says why");
        }
    }

    /** It holds the data until its processes are gone, which is a moment after its watch has told it to stop. */
    private static void awaitPredecessor(Path data) throws IOException, InterruptedException {
        Path lock = data.resolve("postmaster.pid");
        long end = System.nanoTime() + STOP_LIMIT.toNanos();
        while (Files.exists(lock) && isRunning(lock) && System.nanoTime() < end) {
            Thread.sleep(20);
        }
    }

    private static boolean isRunning(Path lock) throws IOException {
        Optional<String> pid = Files.readString(lock).lines().findFirst();
        return pid.filter(text -> text.matches("[0-9]{1,9}"))
                .flatMap(text -> ProcessHandle.of(Long.parseLong(text)))
                .flatMap(handle -> handle.info().command())
                .filter(command -> command.endsWith("postgres"))
                .isPresent();
    }

    public boolean isRunning() {
        return watch != null && watch.isAlive();
    }

    /** Returns the server's exit code when it has ended. */
    public int await() throws InterruptedException {
        return watch.waitFor();
    }

    /** Ends it as a crash would: it recovers at the next start. */
    public void kill() throws IOException, InterruptedException {
        watch.getOutputStream().close();
        watch.waitFor();
    }

    /** Stops it in order; those who are connected are thrown out. Does nothing to one that is not running. */
    @Override
    public void close() {
        if (watch == null) {
            return;
        }
        // Not Process.destroy(), which closes the pipe too.
        watch.toHandle().destroy();
        try {
            watch.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
