// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.config.MillraceConfig;
import io.millrace.gateway.GatewayApp;
import io.millrace.local.process.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of the gateway and of its clients. There is no Kafka here: whoever may send is told so with a 503. */
class GatewayTlsIT {
    private static final String PASSWORD = "changeit";

    /** The head of a TLS record of 16 KiB, which are to follow. */
    private static final byte[] START_OF_A_HELLO = {0x16, 3, 1, 0x40, 0};

    @TempDir
    Path folder;

    @Test
    void shouldKnowClientsByTheirCertificatesAndTakeANewOneOfItsOwn() throws Exception {
        certificate("server", "CN=localhost");
        certificate("next", "CN=localhost");
        certificate("edge", "CN=edge, O=Example");
        certificate("other", "CN=other, O=Example");
        trust("clients", "edge", "other");
        trust("servers", "server", "next");
        Files.writeString(folder.resolve("who"), "edge.subject=CN=Edge,O=Example\nedge.pipelines=logs\n");
        GatewayApp gateway = new GatewayApp(MillraceConfig.of(settings()));
        gateway.start();
        try {
            HttpClient edge = client("edge");
            HttpResponse<String> first = post(edge, gateway, "logs");
            assertThat(first.statusCode()).isEqualTo(503);
            assertThat(first.headers().firstValue("Millrace-Shed")).hasValue("not_ready");
            assertThat(post(edge, gateway, "orders").statusCode()).isEqualTo(403);
            assertThat(post(client("other"), gateway, "logs").statusCode()).isEqualTo(401);
            assertThat(post(client(null), gateway, "logs").statusCode()).isEqualTo(401);

            Files.move(folder.resolve("next.p12"), folder.resolve("server.p12"), StandardCopyOption.REPLACE_EXISTING);

            BigInteger before = serial(first);
            await().until(() -> !serial(post(client("edge"), gateway, "logs")).equals(before));
            assertThat(post(edge, gateway, "logs").statusCode())
                    .as("old connections live on")
                    .isEqualTo(503);
        } finally {
            gateway.stop();
        }
    }

    /** A file that is being written, or is gone for a moment, must not close the port; and who may come is another file than who one is. */
    @Test
    void shouldFollowTheTruststoreAndKeepWhatWasUsable() throws Exception {
        certificate("server", "CN=localhost");
        certificate("next", "CN=localhost");
        certificate("edge", "CN=edge, O=Example");
        certificate("late", "CN=late, O=Example");
        trust("clients", "edge");
        trust("more", "late");
        trust("servers", "server", "next");
        Files.writeString(
                folder.resolve("who"),
                "edge.subject=CN=Edge,O=Example\nedge.pipelines=logs\n"
                        + "late.subject=CN=late,O=Example\nlate.pipelines=logs\n");
        GatewayApp gateway = new GatewayApp(MillraceConfig.of(settings()));
        gateway.start();
        try {
            HttpResponse<String> first = post(client("edge"), gateway, "logs");
            assertThat(first.statusCode()).isEqualTo(503);
            assertThat(isKnown("late", gateway)).isFalse();

            replace("more", "clients");
            await().until(() -> isKnown("late", gateway));
            assertThat(isKnown("edge", gateway)).as("no longer trusted").isFalse();

            Files.writeString(Path.of(file("server")), "not a keystore");
            settle();
            assertThat(serial(post(client("late"), gateway, "logs"))).isEqualTo(serial(first));
            Files.delete(Path.of(file("server")));
            settle();
            assertThat(serial(post(client("late"), gateway, "logs"))).isEqualTo(serial(first));

            replace("next", "server");
            await().until(() -> !serial(post(client("late"), gateway, "logs")).equals(serial(first)));
        } finally {
            gateway.stop();
        }
    }

    /** The gateway looks after connections that are slow, and may not spoil one that is only late. */
    @Test
    void shouldKnowAClientWhoseHandshakeComesLate() throws Exception {
        GatewayApp gateway = new GatewayApp(MillraceConfig.of(settingsForEdge()));
        gateway.start();
        try (Socket socket = new Socket("localhost", gateway.port())) {
            settle();
            Socket tls = context("edge").getSocketFactory().createSocket(socket, "localhost", gateway.port(), true);

            tls.getOutputStream()
                    .write(("POST /v1/pipelines/logs/events HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 1\r\n\r\n1")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new BufferedReader(new InputStreamReader(tls.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine())
                    .startsWith("HTTP/1.1 503");
        } finally {
            gateway.stop();
        }
    }

    /** A byte now and then keeps the connection from being idle. */
    @Test
    void shouldEndAHandshakeThatDoesNotComeToItsEnd() throws Exception {
        Map<String, String> settings = settingsForEdge();
        settings.put("gateway.idle.timeout.ms", "1000");
        GatewayApp gateway = new GatewayApp(MillraceConfig.of(settings));
        gateway.start();
        try (Socket socket = new Socket("localhost", gateway.port())) {
            socket.setSoTimeout(100);
            socket.getOutputStream().write(START_OF_A_HELLO);

            await().until(() -> isEndedByNow(socket));
        } finally {
            gateway.stop();
        }
    }

    private static boolean isEndedByNow(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(0);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private Map<String, String> settingsForEdge() throws Exception {
        certificate("server", "CN=localhost");
        certificate("edge", "CN=edge");
        trust("clients", "edge");
        trust("servers", "server");
        Files.writeString(folder.resolve("who"), "edge.subject=CN=edge\nedge.pipelines=logs\n");
        return settings();
    }

    private void replace(String by, String name) throws IOException {
        Files.move(Path.of(file(by)), Path.of(file(name)), StandardCopyOption.REPLACE_EXISTING);
    }

    /** For longer than files are looked at again. */
    private static void settle() {
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
    }

    /** Whether that client gets as far as to be told that there is no Kafka. */
    private boolean isKnown(String name, GatewayApp gateway) throws Exception {
        try {
            return post(client(name), gateway, "logs").statusCode() == 503;
        } catch (IOException e) {
            return false;
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers", "127.0.0.1:" + Ports.free(),
                "pipelines", "logs,orders",
                "http.port", "0",
                "gateway.port", "0",
                "gateway.drain.delay.ms", "0",
                "gateway.clients.file", folder.resolve("who").toString()));
        settings.putAll(Map.of(
                "gateway.tls.keystore",
                file("server"),
                "gateway.tls.keystore.password",
                PASSWORD,
                "gateway.tls.truststore",
                file("clients"),
                "gateway.tls.truststore.password",
                PASSWORD,
                "gateway.tls.client.auth",
                "want"));
        return settings;
    }

    private static HttpResponse<String> post(HttpClient client, GatewayApp gateway, String pipeline) throws Exception {
        URI uri = URI.create("https://localhost:" + gateway.port() + "/v1/pipelines/" + pipeline + "/events");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("1"))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static BigInteger serial(HttpResponse<String> response) throws Exception {
        return ((X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0]).getSerialNumber();
    }

    /** With that certificate, or none; each has connections of its own. */
    private HttpClient client(String name) throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context(name))
                .build();
    }

    private SSLContext context(String name) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store("servers"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(name == null ? null : store(name), PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        KeyManager[] own = name == null ? null : keys.getKeyManagers();
        TrustManager[] trusted = trust.getTrustManagers();
        tls.init(own, trusted, new SecureRandom());
        return tls;
    }

    private KeyStore store(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(file(name)))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private void certificate(String name, String subject) throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                subject,
                "-ext",
                "san=dns:localhost",
                "-keystore",
                file(name));
        keytool(
                "-exportcert",
                "-alias",
                name,
                "-keystore",
                file(name),
                "-file",
                folder.resolve(name + ".cer").toString());
    }

    private void trust(String store, String... names) throws Exception {
        for (String name : names) {
            keytool(
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    name,
                    "-keystore",
                    file(store),
                    "-file",
                    folder.resolve(name + ".cer").toString());
        }
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of(arguments));
        line.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        assertThat(new ProcessBuilder(line).inheritIO().start().waitFor()).isZero();
    }

    private String file(String name) {
        return folder.resolve(name + ".p12").toString();
    }
}
