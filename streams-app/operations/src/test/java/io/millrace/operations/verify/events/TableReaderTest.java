// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.events;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.verify.topics.NotNowException;
import io.millrace.operations.verify.topics.VerificationException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a server that takes nobody in leads to: one whose first words are an error, as PostgreSQL's protocol 3.0 has it. */
class TableReaderTest {
    @Test
    void shouldSayThatAStartingServerMayAnswerSoon() throws Exception {
        assertThat(failureOf("57P03"))
                .isExactlyInstanceOf(NotNowException.class)
                .hasMessageContaining("logs");
    }

    @Test
    void shouldSayThatASecondQuestionIsNoUse() throws Exception {
        assertThat(failureOf("28P01")).isExactlyInstanceOf(VerificationException.class);
    }

    private static Throwable failureOf(String state) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> refuseAll(server, state));
            answering.setDaemon(true);
            answering.start();
            String url =
                    "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/db?sslmode=disable&gssEncMode=disable";
            MillraceConfig config =
                    MillraceConfig.of(Map.of("pipelines", "logs", "postgres.url", url, "postgres.user", "reader"));
            try (TableReader reader = new TableReader(config.database())) {
                return catchThrowable(() -> reader.read(config.pipeline("logs")));
            }
        }
    }

    private static void refuseAll(ServerSocket server, String state) {
        try {
            while (true) {
                try (Socket client = server.accept()) {
                    refuse(client, state);
                }
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Reads the start-up message and answers with an ErrorResponse. */
    private static void refuse(Socket client, String state) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        in.skipNBytes(in.readInt() - Integer.BYTES);
        byte[] fields = ("SFATAL\0VFATAL\0C" + state + "\0Mnot now\0\0").getBytes(US_ASCII);
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        out.writeByte('E');
        out.writeInt(Integer.BYTES + fields.length);
        out.write(fields);
        out.flush();
    }
}
