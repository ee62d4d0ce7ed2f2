// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a JVM that does nothing in the place of a server. */
class RunningProcessesTest {
    @TempDir
    private Path folder;

    private Site site;
    private ChildProcess process;

    private void start() throws IOException {
        site = new Site(Files.createDirectory(folder.resolve("mill race")), Lifetime.ATTACHED);
        process = new ChildProcess("stream-0", site);
        process.start(new JavaProgram(
                System.getProperty("java.class.path"), StartsAServer.class.getName(), List.of("-Xmx32m"), List.of()));
        // For a moment after it was forked, a process has no command line yet.
        ProcessHandle handle = ProcessHandle.of(process.pid().orElseThrow()).orElseThrow();
        await().until(() -> !RunningProcesses.commandLine(handle).isEmpty());
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.close();
        }
    }

    @Test
    void shouldFindAProcessWithoutAnyFile() throws IOException {
        // Given
        start();
        Files.delete(site.pidFile("stream-0"));

        // When
        List<ChildProcess> running = RunningProcesses.at(site);

        // Then
        assertThat(running).extracting(ChildProcess::name).containsExactly("stream-0");
        assertThat(RunningProcesses.at(new Site(folder, Lifetime.ATTACHED))).isEmpty();
        running.forEach(ChildProcess::close);
        assertThat(RunningProcesses.at(site)).isEmpty();
    }

    @Test
    void shouldFindAProcessWhosePidFileWasCut() throws IOException {
        // Given
        start();
        long pid = process.pid().orElseThrow();

        for (String text : List.of("", "\0\0\0\0", "x")) {
            // When
            Files.writeString(site.pidFile("stream-0"), text);

            // Then
            assertThat(new ChildProcess("stream-0", site).pid()).hasValue(pid);
        }
    }
}
