// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.config.sinks.Sink;
import io.millrace.local.server.LocalStack;
import io.millrace.local.server.S3Server;
import io.millrace.local.server.StackPorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who outlives whom, and what is left of a stack that could not start. */
class LifetimeIT {

    @TempDir
    Path folder;

    private final int port = Ports.free();

    /** The server as another process sees it, which knows nothing but its site. */
    private S3Server serverSeenFromOutside() {
        return new S3Server(new Site(folder, Lifetime.DETACHED), port);
    }

    @AfterEach
    void stop() {
        serverSeenFromOutside().close();
    }

    @Test
    void shouldHaltAnAttachedServerWhenItsParentIsKilled() throws Exception {
        // Given
        Process parent = startParent(Lifetime.ATTACHED);
        assertThat(serverSeenFromOutside().isAlive()).isTrue();

        // When
        parent.destroyForcibly().waitFor();

        // Then
        await().until(() -> !serverSeenFromOutside().isAlive());
    }

    @Test
    void shouldKeepADetachedServerWhenItsParentIsKilledAndStopItFromOutside() throws Exception {
        // Given
        Process parent = startParent(Lifetime.DETACHED);
        parent.destroyForcibly().waitFor();
        S3Server server = serverSeenFromOutside();
        await().during(Duration.ofSeconds(2)).until(server::isAlive);

        // When
        server.close();

        // Then
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void shouldStopWhatWasStartedWhenAPortIsInUse() throws Exception {
        // Given
        StackPorts ports = new StackPorts(
                StackPorts.free(1).kafka(), Ports.free(), Ports.free(), Ports.free(), port, Ports.free(), Ports.free());
        LocalStack stack = new LocalStack(
                new Site(folder, Lifetime.ATTACHED), ports, Set.of(Sink.S3), List.of(), Duration.ofSeconds(1));
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName(Ports.HOST))) {
            assertThat(taken.isBound()).isTrue();

            // When
            assertThatThrownBy(stack::start)
                    // Then
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContainingAll("s3", Integer.toString(port), "--s3-port");
            assertThat(stack.servers()).noneMatch(Server::isAlive);
        }
    }

    @Test
    void shouldFindAProcessWhoseCommandLineIsLong() {
        // Given
        String longClassPath = System.getProperty("java.class.path") + ":/nowhere".repeat(2_000);
        ChildProcess process = new ChildProcess("s3", new Site(folder, Lifetime.ATTACHED));

        // When
        process.start(new JavaProgram(longClassPath, StartsAServer.class.getName(), List.of(), List.of()));

        // Then
        await().during(Duration.ofSeconds(2)).until(process::isAlive);
    }

    @Test
    void shouldQuoteTheLogOfAServerThatDiesBeforeItIsReady() {
        // Given
        ChildProcess process = new ChildProcess("s3", new Site(folder, Lifetime.ATTACHED));

        // When
        process.start(new JavaProgram(
                ServerHome.classPath("s3"), "org.gaul.s3proxy.Main", List.of(), List.of("--properties", "missing")));

        // Then
        assertThatThrownBy(() -> process.awaitReady(() -> false))
                .isInstanceOf(ServerNotReadyException.class)
                .hasMessageContainingAll("s3 died before it was ready", "missing");
    }

    private Process startParent(Lifetime lifetime) throws IOException {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + ServerHome.PROPERTY + "=" + System.getProperty(ServerHome.PROPERTY),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsAServer.class.getName(),
                        folder.toString(),
                        lifetime.name(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = parent.inputReader()) {
            output.lines().filter("started"::equals).findFirst().orElseThrow();
        }
        return parent;
    }
}
