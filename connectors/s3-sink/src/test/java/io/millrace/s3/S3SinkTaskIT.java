// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.millrace.sink.TestBatches;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The task with the real SDK, against a server that answers what the test says. */
class S3SinkTaskIT {
    private static final TopicPartition PARTITION = new TopicPartition("clicks.batches", 0);
    private static final int OK = 200;

    private final AtomicInteger status = new AtomicInteger(OK);
    private final AtomicInteger puts = new AtomicInteger();
    private final S3SinkTask task = new S3SinkTask();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            puts.addAndGet(exchange.getRequestMethod().equals("PUT") ? 1 : 0);
            exchange.getResponseHeaders().add("ETag", "\"e\"");
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        task.initialize((SinkTaskContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, args) -> method.getName().equals("assignment") ? Set.of(PARTITION) : null));
    }

    @AfterEach
    void stopAll() {
        task.stop();
        server.stop(0);
    }

    private Map<String, String> props() {
        Map<String, String> props = new HashMap<>();
        props.put("name", "lake");
        props.put("s3.bucket", "b");
        props.put("s3.endpoint", "http://localhost:" + server.getAddress().getPort());
        props.put("s3.path.style", "true");
        props.put("s3.access.key.id", "a");
        props.put("s3.secret.access.key", "s");
        props.put("retry.backoff.max.ms", "10");
        props.put("dead.letter.bootstrap.servers", "localhost:1");
        return props;
    }

    private long committable() {
        return task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(8)))
                .get(PARTITION)
                .offset();
    }

    @Test
    void shouldDeliverAndThenCommit() {
        task.start(props());
        task.open(List.of(PARTITION));

        task.put(List.of(TestBatches.record(PARTITION, 7, TestBatches.json(40, "{}"))));

        await().until(() -> committable() == 8);
        assertThat(puts).hasValue(1);
    }

    @Test
    void shouldRefuseToStartWithoutItsBucket() {
        status.set(404);

        assertThatThrownBy(() -> task.start(props()))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("The bucket b at http://localhost:")
                .hasMessageContaining("create the bucket, or correct s3.bucket");
    }

    @Test
    void shouldRefuseToStartWithoutPermission() {
        status.set(403);

        assertThatThrownBy(() -> task.start(props()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("s3:PutObject and s3:ListBucket");
    }

    @Test
    void shouldStartDuringAnOutageAndDeliverWhenItIsOver() {
        status.set(503);
        task.start(props());
        task.open(List.of(PARTITION));
        task.put(List.of(TestBatches.record(PARTITION, 7, TestBatches.json(40, "{}"))));
        await().until(() -> puts.get() > 3);
        assertThat(committable()).isEqualTo(7);

        status.set(OK);

        await().until(() -> committable() == 8);
    }

    @Test
    void shouldStartWhenTheBrokersOfTheDeadLetterTopicAreAway() {
        Map<String, String> props = props();
        props.put("topics", "clicks.batches");

        task.start(props);
        task.open(List.of(PARTITION));
        task.put(List.of(TestBatches.record(PARTITION, 7, TestBatches.json(40, "{}"))));

        await().until(() -> committable() == 8);
    }

    @Test
    void shouldFailWhenTheBucketIsTakenAway() {
        task.start(props());
        task.open(List.of(PARTITION));
        status.set(404);

        task.put(List.of(TestBatches.record(PARTITION, 7, TestBatches.json(40, "{}"))));

        await().untilAsserted(() -> assertThatThrownBy(() -> task.put(List.of()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("404"));
    }
}
