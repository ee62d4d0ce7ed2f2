// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault between a real client and a server that sends back what it gets. */
class FaultProxyIT {
    private static final byte[] WORD = "word".getBytes(StandardCharsets.US_ASCII);
    private static final int A_MOMENT_MS = 300;

    private final BlockingQueue<Byte> received = new LinkedBlockingQueue<>();
    private ServerSocket echo;
    private FaultProxy proxy;
    private Socket client;

    @BeforeEach
    void connect() throws IOException {
        echo = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        daemon(this::accept);
        proxy = new FaultProxy(0, (InetSocketAddress) echo.getLocalSocketAddress());
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        proxy.close();
        echo.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The test sees what became of its own connection.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket taken = echo.accept();
            daemon(() -> sendBack(taken));
        }
    }

    private void sendBack(Socket taken) throws IOException {
        try (taken) {
            for (int next = taken.getInputStream().read();
                    next >= 0;
                    next = taken.getInputStream().read()) {
                received.add((byte) next);
                taken.getOutputStream().write(next);
            }
        }
    }

    private void send() throws IOException {
        client.getOutputStream().write(WORD);
    }

    private byte[] answer() throws IOException {
        return client.getInputStream().readNBytes(WORD.length);
    }

    private void assertAnswered() throws IOException {
        assertThat(answer()).isEqualTo(WORD);
    }

    private void assertNothingComes() throws IOException {
        client.setSoTimeout(A_MOMENT_MS);
        InputStream answers = client.getInputStream();
        assertThatThrownBy(answers::read).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(0);
    }

    @Test
    void shouldHandOnBothWays() throws IOException {
        send();

        assertAnswered();
    }

    @Test
    void shouldEndWithTheServer() throws IOException {
        send();
        client.shutdownOutput();

        assertThat(client.getInputStream().readAllBytes()).isEqualTo(WORD);
    }

    @Test
    void shouldDelayBothDirections() throws IOException {
        proxy.delay(Duration.ofMillis(200));

        long begin = System.nanoTime();
        send();

        assertAnswered();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void shouldStallAndGoOn() throws IOException {
        proxy.stall();

        send();

        assertNothingComes();
        assertThat(received).isEmpty();
        proxy.pass();
        assertAnswered();
    }

    @Test
    void shouldTakeConnectionsWhileItStalls() throws IOException {
        proxy.stall();

        client.close();
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        send();

        assertNothingComes();
        proxy.pass();
        assertAnswered();
    }

    @Test
    void shouldResetOpenConnections() throws IOException {
        send();
        assertAnswered();

        proxy.reset();

        assertThatThrownBy(this::answer).isInstanceOf(SocketException.class).hasMessageContaining("reset");
    }

    @Test
    void shouldResetNewConnections() throws IOException {
        proxy.reset();

        client.close();
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        send();

        assertThatThrownBy(this::answer).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        assertThat(received).isEmpty();
    }

    @Test
    void shouldEndOnlyTheAnswers() throws Exception {
        send();
        assertAnswered();

        proxy.halfClose();

        assertThat(client.getInputStream().read()).isEqualTo(-1);
        received.clear();
        send();
        for (byte letter : WORD) {
            assertThat(received.take()).isEqualTo(letter);
        }
    }

    @Test
    void shouldLeadElsewhereAndBack() throws IOException {
        send();
        assertAnswered();
        received.clear();
        try (ServerSocket other = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            proxy.divert((InetSocketAddress) other.getLocalSocketAddress());

            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
            send();
            try (Socket taken = other.accept()) {
                assertThat(taken.getInputStream().readNBytes(WORD.length)).isEqualTo(WORD);
                assertThat(received).isEmpty();

                proxy.pass();

                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
        }
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        send();
        assertAnswered();
    }

    @Test
    void shouldLetThroughSoManyBytesASecond() throws IOException {
        proxy.bandwidth(16);

        long begin = System.nanoTime();
        send();

        assertAnswered();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
    }
}
