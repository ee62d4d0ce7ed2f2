// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.sink.TestBatches;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The task as Connect runs it, before a real server; brokers of the dead-letter topic are away. */
class PostgresSinkTaskIT {
    private static final TopicPartition PARTITION = new TopicPartition("clicks.batches", 0);

    private final PostgresSinkTask task = new PostgresSinkTask();

    @BeforeEach
    void prepare() {
        TestServer.makeSchema("task");
        task.initialize((SinkTaskContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, args) -> method.getName().equals("assignment") ? Set.of(PARTITION) : null));
    }

    @AfterEach
    void stop() {
        task.stop();
    }

    private void start(String... settings) {
        Map<String, String> props = TestSink.settings(settings);
        props.put("name", "lake");
        props.put("retry.backoff.max.ms", "10");
        task.start(props);
        task.open(List.of(PARTITION));
    }

    private void put() {
        task.put(List.of(TestBatches.record(PARTITION, 7, TestBatches.json(40, "{}"))));
    }

    private long committable() {
        return task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(8)))
                .get(PARTITION)
                .offset();
    }

    @Test
    void shouldDeliverAndThenCommitAndShowItsPool() throws Exception {
        start();

        put();

        await().until(() -> committable() == 8);
        assertThat(TestServer.query("SELECT source_offset FROM task.clicks")).containsExactly("40");
        assertThat(TestServer.query("SELECT DISTINCT application_name FROM pg_stat_activity WHERE usename = 'sink'"))
                .containsExactly("millrace-lake-0");
        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(
                                new ObjectName("com.zaxxer.hikari:type=Pool (millrace-lake-0)"), "TotalConnections"))
                .isEqualTo(1);
    }

    @Test
    void shouldStartDuringAnOutageAndDeliverWhenItIsOver() throws Exception {
        TestServer.kill();
        try {
            start("postgres.connect.timeout.ms", "250");
            put();
            await().until(() -> committable() == 7);
        } finally {
            TestServer.startAgain();
        }

        await().until(() -> committable() == 8);
        assertThat(TestServer.query("SELECT source_offset FROM task.clicks")).containsExactly("40");
    }

    @Test
    void shouldResumeByItselfAfterACrashOfTheServer() throws Exception {
        start("postgres.connect.timeout.ms", "250");
        TestServer.kill();
        try {
            put();
            await().until(() -> committable() == 7);
        } finally {
            TestServer.startAgain();
        }

        await().until(() -> committable() == 8);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres.password,   wrong,    28P01, correct postgres.user and postgres.password",
        "postgres.user,       nobody,   28P01, correct postgres.user and postgres.password",
        "postgres.ledger.table, nowhere.batches, 3F000, create the schema",
        "postgres.ledger.table, strange.batches, 42501, the user sink needs",
        "postgres.table.mode, check,    '',    The ledger millrace_batches is missing",
    })
    void shouldRefuseToStart(String key, String value, String state, String advice) {
        TestServer.execute("CREATE SCHEMA IF NOT EXISTS strange");

        assertThatThrownBy(() -> start(key, value))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll(state, advice)
                .hasMessageNotContaining(TestSink.settings().get("postgres.password"));
    }

    @Test
    void shouldRefuseToStartWithoutItsDatabase() {
        assertThatThrownBy(() -> start("postgres.url", TestServer.url() + "s"))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("The database lakes at 127.0.0.1:")
                .hasMessageContainingAll("3D000", "create the database");
    }

    @Test
    void shouldFailWhenItMayNoLongerWrite() {
        start();
        TestServer.execute("REVOKE INSERT ON task.millrace_batches FROM sink");

        put();

        await().untilAsserted(() -> assertThatThrownBy(() -> task.put(List.of()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll("clicks.batches-0, offset 7", "clicks.events-3-40-40", "42501"));
    }
}
