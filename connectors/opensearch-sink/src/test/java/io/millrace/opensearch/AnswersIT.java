// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.opensearch.client.AnswerException;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.Failures;
import io.millrace.sink.Outcome;
import io.millrace.sink.TestBatches;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers to whole requests, from a server in the test. */
class AnswersIT {
    private final FakeNode node = new FakeNode();
    private final EventBatch batch = TestBatches.open(TestBatches.json(
            0, IntStream.range(0, 8).mapToObj(i -> "{\"a\":" + i + "}").toArray(String[]::new)));

    @AfterEach
    void stop() {
        node.close();
    }

    private Outcome deliver(String... settings) throws Exception {
        return Sinks.writer(node.url(), settings).deliver(batch);
    }

    @Test
    void shouldHalveABulkThatIsTooLargeDownToTheEventThatIs() throws Exception {
        node.bulkReply = bulk -> bulk.contains("{\"a\":5}") || bulk.length() > 150
                ? new FakeNode.Reply(413, "")
                : FakeNode.Reply.taken(bulk);

        Outcome outcome = deliver();

        assertThat(outcome.rejected()).containsOnlyKeys(5);
        assertThat(outcome.rejected().get(5)).hasMessage("The document is refused with 413");
        assertThat(node.bulks.stream()
                        .filter(bulk -> !bulk.contains("{\"a\":5}"))
                        .filter(bulk -> bulk.length() <= 150)
                        .flatMap(String::lines)
                        .filter(line -> line.startsWith("{\"a\"")))
                .containsExactlyInAnyOrder(
                        "{\"a\":0}", "{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":4}", "{\"a\":6}", "{\"a\":7}");
    }

    @Test
    void shouldSendNoFurtherBulkAfterOneThatWasRefusedForNow() throws Exception {
        node.bulkReply = bulk -> node.bulks.size() == 2
                ? FakeNode.Reply.error(429, "rejected_execution_exception")
                : FakeNode.Reply.taken(bulk);

        Outcome outcome = deliver("opensearch.bulk.max.events", "2", "opensearch.bulk.in.flight", "1");

        assertThat(node.bulks).hasSize(2);
        assertThat(((Outcome.PartlyTaken) outcome).cause()).hasMessage("429 rejected_execution_exception");
        assertThat(((Outcome.PartlyTaken) outcome).rest().deliver(batch)).isEqualTo(new Outcome.Delivered());
        assertThat(node.bulks.subList(2, node.bulks.size()).stream().flatMap(String::lines))
                .filteredOn(line -> line.startsWith("{\"a\""))
                .containsExactly("{\"a\":2}", "{\"a\":3}", "{\"a\":4}", "{\"a\":5}", "{\"a\":6}", "{\"a\":7}");
    }

    @Test
    void shouldStopForARequestThatIsWrong() {
        node.bulkReply = bulk -> FakeNode.Reply.error(400, "illegal_argument_exception");

        assertThatThrownBy(this::deliver)
                .isInstanceOf(AnswerException.class)
                .hasMessage("400 illegal_argument_exception")
                .satisfies(e -> assertThat(new OpenSearchFailures().classify(e)).isEqualTo(Failures.Kind.FATAL));
    }

    @Test
    void shouldBelieveNoAnswerThatIsNotAboutTheDocumentsSent() throws Exception {
        for (String nonsense :
                new String[] {"<html>welcome</html>", "", "{\"items\":[]}", "{\"items\":[{\"index\":{}}"}) {
            node.bulkReply = bulk -> new FakeNode.Reply(200, nonsense);

            Outcome outcome = deliver();

            assertThat(((Outcome.PartlyTaken) outcome).cause())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("The answer to a bulk");
            assertThat(outcome.rejected()).isEmpty();
        }
    }

    /** The second of two bulks has one answer too many, about a document that no one has sent in it. */
    @Test
    void shouldBlameNoEventForAnAnswerToNone() throws Exception {
        String refused =
                "{\"index\":{\"status\":400,\"error\":{\"type\":\"mapper_parsing_exception\",\"reason\":\"r\"}}}";
        node.bulkReply = bulk -> {
            FakeNode.Reply taken = FakeNode.Reply.taken(bulk);
            return bulk.contains("{\"a\":4}")
                    ? new FakeNode.Reply(200, taken.body().replace("]}", "," + refused + "]}"))
                    : taken;
        };

        Outcome outcome = deliver("opensearch.bulk.max.events", "4");

        assertThat(((Outcome.PartlyTaken) outcome).cause()).hasMessageContaining("of 4 documents is about more");
        assertThat(outcome.rejected()).isEmpty();
    }

    @Test
    void shouldNotStopForWhatAnAnswerSaysThatIsNotToBeBelieved() throws Exception {
        String forbidden =
                "{\"items\":[{\"index\":{\"status\":403,\"error\":{\"type\":\"security_exception\",\"reason\":\"r\"}}}";
        node.bulkReply =
                bulk -> bulk.contains("{\"a\":0}") ? new FakeNode.Reply(200, forbidden) : FakeNode.Reply.taken(bulk);

        Outcome outcome = deliver("opensearch.bulk.max.events", "4", "opensearch.bulk.in.flight", "2");

        assertThat(((Outcome.PartlyTaken) outcome).cause()).hasMessageContaining("The answer to a bulk");
    }

    @Test
    void shouldGoOnWithTheNextNodeWhenOneIsAway() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        OpenSearchWriter writer = Sinks.writer("http://localhost:" + nobody + "," + node.url());

        Outcome outcome = writer.deliver(batch);
        Outcome rest = ((Outcome.PartlyTaken) outcome).rest().deliver(batch);

        assertThat(((Outcome.PartlyTaken) outcome).cause()).hasMessageContaining("http://localhost:" + nobody);
        assertThat(rest).isEqualTo(new Outcome.Delivered());
        assertThat(writer.deliver(batch)).isEqualTo(new Outcome.Delivered());
        assertThat(writer.deliver(batch)).isEqualTo(new Outcome.Delivered());
    }

    @Test
    void shouldWaitForANodeThatDoesNotAnswerInTime() throws Exception {
        CountDownLatch givenUp = new CountDownLatch(1);
        node.bulkReply = bulk -> {
            try {
                givenUp.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return FakeNode.Reply.taken(bulk);
        };

        Outcome outcome = deliver("opensearch.request.timeout.ms", "100");
        givenUp.countDown();

        assertThat(((Outcome.PartlyTaken) outcome).cause()).hasMessageContaining("gave no answer");
    }

    @Test
    void shouldWaitForANodeThatDoesNotEndItsAnswer() throws Exception {
        node.stalls = true;

        Outcome outcome = deliver("opensearch.request.timeout.ms", "200");

        assertThat(((Outcome.PartlyTaken) outcome).cause()).hasMessageContaining("it has begun one and not ended it");
        node.stalls = false;
        assertThat(((Outcome.PartlyTaken) outcome).rest().deliver(batch)).isEqualTo(new Outcome.Delivered());
    }

    @Test
    void shouldTrustTheCertificatesThatItIsGiven(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("localhost.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        new ProcessBuilder(
                        (keytool + " -genkeypair -alias localhost -keyalg EC -dname CN=localhost -ext SAN=dns:localhost"
                                        + " -storetype PKCS12 -storepass changeit -keystore " + store)
                                .split(" "))
                .inheritIO()
                .start()
                .waitFor();
        try (FakeNode secure = new FakeNode(context(store))) {
            String[] trusting = {
                "opensearch.ssl.truststore.location", store.toString(),
                "opensearch.ssl.truststore.password", "changeit",
                "opensearch.ssl.truststore.type", "PKCS12"
            };
            assertThat(Sinks.writer(secure.url(), trusting).deliver(batch)).isEqualTo(new Outcome.Delivered());
            assertThat(Sinks.writer(secure.url()).deliver(batch)).isInstanceOf(Outcome.PartlyTaken.class);
        }
    }

    private static SSLContext context(Path store) throws Exception {
        char[] password = "changeit".toCharArray();
        KeyStore keys = KeyStore.getInstance(store.toFile(), password);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void shouldSayWhoItIs() throws Exception {
        deliver("opensearch.user", "me", "opensearch.password", "pass");
        deliver("opensearch.api.key", "a2V5");
        deliver(
                "opensearch.aws.region",
                "eu-central-1",
                "opensearch.aws.access.key.id",
                "AKID",
                "opensearch.aws.secret.access.key",
                "s");

        assertThat(node.authorizations.get(0)).isEqualTo("Basic bWU6cGFzcw==");
        assertThat(node.authorizations.get(1)).isEqualTo("ApiKey a2V5");
        assertThat(node.authorizations.get(2))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKID/")
                .contains("/eu-central-1/es/aws4_request", "SignedHeaders=host;x-amz-content-sha256;x-amz-date");
    }
}
