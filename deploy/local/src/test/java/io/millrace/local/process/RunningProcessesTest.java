// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a JVM that does nothing in the place of a server. */
class RunningProcessesTest {
    private static final int STARTS = 30;
    private static final int LOOKS = 5;

    @TempDir
    private Path folder;

    private Site site;
    private ChildProcess process;

    private void start() throws IOException {
        site = new Site(Files.createDirectories(folder.resolve("mill race")), Lifetime.ATTACHED);
        process = new ChildProcess("stream-0", site);
        process.start(new JavaProgram(
                System.getProperty("java.class.path"), StartsAServer.class.getName(), List.of("-Xmx32m"), List.of()));
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.close();
        }
    }

    /** The tools that start it replace themselves with it, and a process that does that has no command line for a moment. */
    @Test
    void shouldTakeAProcessForAliveFromItsStartOn() throws IOException {
        for (int i = 0; i < STARTS; i++) {
            start();
            for (int look = 0; look < LOOKS; look++) {
                assertThat(process.isAlive()).isTrue();
            }
            assertThat(RunningProcesses.at(site)).hasSize(1);
            process.kill();
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
