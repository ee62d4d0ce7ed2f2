// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.sink.TestBatches;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The task as Connect runs it, before a real node and before one that answers what the test says. */
class OpenSearchSinkTaskIT {
    private static final TopicPartition PARTITION = new TopicPartition("clicks.batches", 0);

    private final FakeNode fake = new FakeNode();
    private final OpenSearchSinkTask task = new OpenSearchSinkTask();

    @BeforeEach
    void initialize() {
        task.initialize((SinkTaskContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, args) -> method.getName().equals("assignment") ? Set.of(PARTITION) : null));
    }

    @AfterEach
    void stopAll() {
        task.stop();
        fake.close();
    }

    /** Without topics, whose dead-letter topics brokers would be asked for that are not there. */
    private static Map<String, String> props(String url, String... more) {
        Map<String, String> props = Sinks.props(url, more);
        props.remove("topics");
        return props;
    }

    private void put(byte[] batch) {
        task.open(List.of(PARTITION));
        task.put(List.of(TestBatches.record(PARTITION, 7, batch)));
    }

    private long committable() {
        return task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(8)))
                .get(PARTITION)
                .offset();
    }

    @Test
    void shouldDeliverAndThenCommit() throws Exception {
        TestNode node = TestNode.get();
        String index = TestNode.newIndex();
        task.start(props(node.url(), "opensearch.index", index + "-{pipeline}-{date}"));

        put(TestBatches.json(40, "{\"a\":1}", "{\"a\":2}"));

        await().until(() -> committable() == 8);
        assertThat(node.documents(index + "-clicks-2015.05.17"))
                .isEqualTo(Map.of("clicks.events-3-40", "{\"a\":1}", "clicks.events-3-41", "{\"a\":2}"));
    }

    @Test
    void shouldRefuseToStartWithWrongCredentials() {
        fake.reply = new FakeNode.Reply(401, "Unauthorized");

        assertThatThrownBy(() -> task.start(props(fake.url())))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("The cluster at [http://localhost:")
                .hasMessageContaining("answers 401 without a type: correct opensearch.user");
    }

    @Test
    void shouldStartWhenItMayWriteButNotAskWhoTheClusterIs() {
        fake.reply = FakeNode.Reply.error(403, "security_exception");

        task.start(props(fake.url()));
        put(TestBatches.json(40, "{}"));

        await().until(() -> committable() == 8);
    }

    @Test
    void shouldStartDuringAnOutageAndDeliverWhenItIsOver() {
        fake.reply = new FakeNode.Reply(503, "");
        fake.bulkReply = bulk -> new FakeNode.Reply(503, "");
        task.start(props(fake.url()));
        put(TestBatches.json(40, "{}"));
        await().until(() -> fake.bulks.size() > 3);
        assertThat(committable()).isEqualTo(7);

        fake.bulkReply = FakeNode.Reply::taken;

        await().until(() -> committable() == 8);
    }

    @Test
    void shouldDeliverWhenTheNodeHasRoomOnItsDiskAgain() throws Exception {
        TestNode node = TestNode.get();
        String index = TestNode.newIndex();
        node.create(index, "{}");
        task.start(props(node.url(), "opensearch.index", index));
        node.fillDisk(index, true);
        try {
            put(TestBatches.json(40, "{\"a\":1}"));
            await().until(() -> metric("Retries") > 3);
            assertThat(committable()).isEqualTo(7);
            assertThat(node.documents(index)).isEmpty();
        } finally {
            node.fillDisk(index, false);
        }

        await().until(() -> committable() == 8);
        assertThat(node.documents(index)).hasSize(1);
        assertThat(metric("DeadLetters") + metric("RefusedBatches") + metric("RejectedEvents"))
                .isZero();
    }

    private static long metric(String attribute) throws JMException {
        return (long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("io.millrace:type=sink,connector=\"search\",task=0"), attribute);
    }

    @Test
    void shouldFailWhenItsRightsAreTakenAway() {
        task.start(props(fake.url()));
        fake.bulkReply = bulk -> FakeNode.Reply.error(403, "security_exception");

        put(TestBatches.json(40, "{}"));

        await().untilAsserted(() -> assertThatThrownBy(() -> task.put(List.of()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("403 security_exception: the credentials must be allowed to write"));
    }
}
