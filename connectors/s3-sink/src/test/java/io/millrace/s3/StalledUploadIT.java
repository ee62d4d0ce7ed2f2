// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.s3.content.ObjectBytes;
import io.millrace.s3.content.ObjectFormat;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 that stops reading in mid-body: the connection lives, its buffers are full, and no write comes back by itself. */
class StalledUploadIT {
    private static final int LARGE = 8_000_000;
    private static final int UPLOADS = 6;
    private static final char[] PASSWORD = "test-only".toCharArray();

    /** Where the JDK looks for whom to trust. */
    private static final List<String> TRUST =
            List.of("javax.net.ssl.trustStore", "javax.net.ssl.trustStorePassword", "javax.net.ssl.trustStoreType");

    /** Larger than the buffers of both ends, whatever the batch. */
    private record OneLargeObject(int bytes) implements ObjectFormat {
        @Override
        public String name() {
            return "large";
        }

        @Override
        public String suffix() {
            return "";
        }

        @Override
        public String contentType() {
            return "application/octet-stream";
        }

        @Override
        public ObjectBytes encode(EventBatch batch) {
            ObjectBytes object = new ObjectBytes();
            object.write(new byte[bytes], 0, bytes);
            return object;
        }
    }

    @TempDir
    private Path folder;

    private final Map<String, String> trustedBefore = new HashMap<>();
    private final List<Throwable> ends = new CopyOnWriteArrayList<>();
    private SocketS3 s3;
    private S3Client client;

    @AfterEach
    void stop() throws IOException {
        client.close();
        s3.close();
        trustedBefore.forEach((key, value) -> {
            if (value == null) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, value);
            }
        });
    }

    @Test
    void shouldEndAnAttemptOverHttpInTime() throws Exception {
        s3 = new SocketS3(ServerSocketFactory.getDefault());
        shouldEndEveryAttempt("http");
    }

    /** To close a TLS connection is to write to it. */
    @Test
    void shouldEndAnAttemptOverHttpsInTime() throws Exception {
        s3 = new SocketS3(trusted());
        shouldEndEveryAttempt("https");
    }

    private void shouldEndEveryAttempt(String scheme) {
        client = S3ClientFactory.create(new S3SinkConfig(S3AnswersIT.props(
                Map.of("s3.endpoint", scheme + "://localhost:" + s3.port(), "s3.request.timeout.ms", "1000"))));
        S3Place place = new S3Place("lake", null, "us-east-1");
        S3Writer writer = new S3Writer(client, place, "", new OneLargeObject(LARGE));
        EventBatch batch = S3AnswersIT.batch(1);
        s3.conduct = s3.stall();

        for (int upload = 0; upload < UPLOADS; upload++) {
            Thread thread = new Thread(() -> {
                try {
                    writer.deliver(batch);
                } catch (Exception e) {
                    ends.add(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        await().atMost(Duration.ofMinutes(2)).until(() -> ends.size() == UPLOADS);
        assertThat(ends)
                .allSatisfy(end ->
                        assertThat(new S3Failures().classify(end)).as("%s", end).isEqualTo(Failures.Kind.RETRIABLE));
    }

    /** A key made for this run, which the JVM trusts until the test is over. */
    private ServerSocketFactory trusted() throws Exception {
        Path store = folder.resolve("localhost.p12");
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start()
                .waitFor();
        List<String> values = List.of(store.toString(), new String(PASSWORD), "PKCS12");
        for (int i = 0; i < TRUST.size(); i++) {
            trustedBefore.put(TRUST.get(i), System.setProperty(TRUST.get(i), values.get(i)));
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }
}
