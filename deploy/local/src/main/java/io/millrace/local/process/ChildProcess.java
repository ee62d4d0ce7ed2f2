// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import io.millrace.files.PrivateFile;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server's process, which later callers find again through its pid file. Not for use by two threads at a time. */
public final class ChildProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
    private static final Duration READY_LIMIT = Duration.ofMinutes(4);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration GONE_LIMIT = Duration.ofSeconds(10);
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(1);
    private static final int LAST_LINES = 20;
    private static final int LAST_BYTES = 64 * 1024;

    private final String name;
    private final Site site;

    public ChildProcess(String name, Site site) {
        this.name = name;
        this.site = site;
    }

    public String name() {
        return name;
    }

    public Path logFile() {
        return site.logFile(name);
    }

    public boolean isAlive() {
        return handle().isPresent();
    }

    public OptionalLong pid() {
        return handle().map(handle -> OptionalLong.of(handle.pid())).orElseGet(OptionalLong::empty);
    }

    /** Launches the program and returns at once. Anything already running under this name at this site must be closed first. */
    public void start(JavaProgram program) {
        handle().ifPresent(handle -> {
            throw new IllegalStateException(name + " is already running, pid " + handle.pid());
        });
        try {
            save(launch(program));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    private void save(Process process) throws IOException {
        try {
            PrivateFile.write(site.pidFile(name), Long.toString(process.pid()).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private Process launch(JavaProgram program) throws IOException {
        Path data = Files.createDirectories(site.data(name));
        Files.createDirectories(logFile().getParent());
        Trees.delete(site.temporary(name));
        Files.createDirectories(site.temporary(name));
        ProcessBuilder builder = new ProcessBuilder(program.commandLine(name, site));
        // Settings in our environment are already in the program's configuration, or were overridden there.
        builder.environment().keySet().removeIf(name -> name.startsWith("MILLRACE_"));
        return builder.directory(data.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                .start();
    }

    /**
     * Asks repeatedly until the answer is yes.
     *
     * @throws ServerNotReadyException if the process dies first, or that takes longer than four minutes
     */
    public void awaitReady(BooleanSupplier answers) {
        long start = System.nanoTime();
        boolean decided = Await.await(READY_LIMIT, () -> !isAlive() || answers.getAsBoolean());
        if (!decided) {
            throw new ServerNotReadyException(
                    name + " was not ready after " + READY_LIMIT.toSeconds() + " s", lastLines());
        }
        OptionalLong pid = pid();
        if (pid.isEmpty()) {
            throw new ServerNotReadyException(name + " died before it was ready", lastLines());
        }
        LOG.atInfo()
                .addKeyValue("server", name)
                .addKeyValue("pid", pid.getAsLong())
                .addKeyValue("waitedMillis", (System.nanoTime() - start) / 1_000_000)
                .log("Server is ready");
    }

    void kill() {
        handle().ifPresent(this::kill);
        forget();
    }

    /** SIGTERM, without waiting: several servers can stop at the same time before each is closed. */
    public void terminate() {
        handle().ifPresent(ProcessHandle::destroy);
    }

    @Override
    public void close() {
        handle().ifPresent(handle -> {
            handle.destroy();
            if (!isGoneWithin(GRACE, handle)) {
                LOG.atWarn()
                        .addKeyValue("server", name)
                        .addKeyValue("graceSeconds", GRACE.toSeconds())
                        .log("Server ignores SIGTERM and is killed");
                kill(handle);
            }
        });
        forget();
    }

    private void kill(ProcessHandle handle) {
        handle.destroyForcibly();
        if (!isGoneWithin(GONE_LIMIT, handle)) {
            throw new IllegalStateException(name + " survives SIGKILL, pid " + handle.pid());
        }
    }

    /** A process loses its command line a moment before its ports and locks. One that nobody reaps never gets further than that. */
    private boolean isGoneWithin(Duration limit, ProcessHandle handle) {
        boolean gone = Await.await(limit, () -> !isAlive());
        if (gone) {
            Await.await(RELEASE_LIMIT, () -> !handle.isAlive());
        }
        return gone;
    }

    private void forget() {
        try {
            Files.deleteIfExists(site.pidFile(name));
            Trees.delete(site.temporary(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the pid file and temporary files of " + name, e);
        }
    }

    /** A process that is dead but not reaped no longer has a command line, so it does not count. */
    private Optional<ProcessHandle> handle() {
        Path pidFile = site.pidFile(name);
        String marker = JavaProgram.marker(pidFile);
        OptionalLong saved = savedPid();
        return saved.isEmpty()
                ? RunningProcesses.of(pidFile)
                : ProcessHandle.of(saved.getAsLong())
                        .filter(handle -> RunningProcesses.commandLine(handle).contains(marker));
    }

    /** Also empty when the file was truncated. */
    private OptionalLong savedPid() {
        try {
            String text = new String(Files.readAllBytes(site.pidFile(name)), StandardCharsets.ISO_8859_1);
            return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the pid file of " + name, e);
        }
    }

    private List<String> lastLines() {
        try (RandomAccessFile log = new RandomAccessFile(logFile().toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(LAST_BYTES, log.length())];
            log.seek(log.length() - end.length);
            log.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        } catch (IOException e) {
            return List.of("(" + logFile() + " cannot be read: " + e.getMessage() + ")");
        }
    }
}
