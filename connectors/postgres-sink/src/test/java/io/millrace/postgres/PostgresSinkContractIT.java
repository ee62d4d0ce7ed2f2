// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.sink.BoundedHeap;
import io.millrace.sink.Destination;
import io.millrace.sink.EventRejectionContract;
import io.millrace.sink.Failures;
import io.millrace.sink.TestBatches;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every sink keeps, on a real server. */
class PostgresSinkContractIT implements EventRejectionContract {
    private static final String SCHEMA = "contract";

    private TestSink sink;
    private TestSink twin;
    private volatile boolean breaks;

    @BeforeEach
    void prepare() {
        TestServer.makeSchema(SCHEMA);
        sink = TestSink.of("postgres.connect.timeout.ms", "250");
        twin = sink.twin("postgres.connect.timeout.ms", "250");
    }

    @AfterEach
    void close() {
        answer(Answer.TAKES);
        twin.close();
        sink.close();
    }

    @Override
    public Destination destination() {
        // PostgreSQL refuses rows, never batches; what is refused as a whole is a batch whose bytes are damaged.
        return batch -> sink.deliver(breaks ? TestBatches.damaged(batch) : batch);
    }

    @Override
    public Destination twin() {
        return twin;
    }

    @Override
    public Failures failures() {
        return new PostgresFailures();
    }

    @Override
    public String rejectedEvent() {
        return "{\"a\":\"\\u0000\"}";
    }

    /** The rows between a batch's offsets, for each that is in the ledger. */
    @Override
    public Map<String, ?> stored() {
        Map<String, List<String>> stored = new TreeMap<>();
        for (String batchId : TestServer.query("SELECT batch_id FROM contract.millrace_batches")) {
            String[] parts = batchId.split("-", -1);
            stored.put(
                    batchId,
                    TestServer.query(
                            "SELECT source_offset || ' ' || payload FROM contract.clicks WHERE source_offset BETWEEN "
                                    + parts[2] + " AND " + parts[3] + " ORDER BY source_offset"));
        }
        return stored;
    }

    @Override
    public List<Integer> storedNumbers() {
        return TestServer.query("SELECT payload->>'a' FROM contract.clicks").stream()
                .map(Integer::valueOf)
                .toList();
    }

    @Override
    public void answer(Answer answer) {
        breaks = answer == Answer.REFUSES_THE_BATCH;
        TestServer.execute("ALTER ROLE sink CONNECTION LIMIT " + (answer == Answer.UNAVAILABLE ? 0 : -1));
        TestServer.execute((answer == Answer.FORBIDS
                        ? "REVOKE INSERT ON contract.millrace_batches FROM"
                        : "GRANT INSERT ON contract.millrace_batches TO")
                + " sink");
        if (answer == Answer.UNAVAILABLE) {
            TestServer.query("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE usename = 'sink'");
        }
    }

    /** Small numbers are a byte each in Avro, and twelve in a COPY. */
    static final class InAJvmOfItsOwn implements BoundedHeap.Sink {
        private static final int EVENTS = 4_000;
        private static final int FIELDS = 400;

        /** The first that a registry gives away. */
        private static final int SCHEMA_ID = 1;

        private static Schema schema() {
            return TestSink.schema(IntStream.range(0, FIELDS)
                    .mapToObj(i -> "{'name':'f" + i + "','type':'long'}")
                    .collect(Collectors.joining(",")));
        }

        @Override
        public byte[] batch(int number) {
            return TestBatches.avro(SCHEMA_ID, (long) number * EVENTS, Collections.nCopies(EVENTS, new byte[FIELDS]));
        }

        @Override
        public Destination destination(Map<String, String> settings) throws Exception {
            MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
            assertThat(registry.register("Order", new AvroSchema(schema()))).isEqualTo(SCHEMA_ID);
            return TestSink.over(registry, settings);
        }

        @Override
        public Failures failures() {
            return new PostgresFailures();
        }
    }

    @Test
    void shouldKeepToItsHeap() throws Exception {
        BoundedHeap.deliver(InAJvmOfItsOwn.class, TestSink.settings());

        assertThat(TestServer.query("SELECT count(DISTINCT source_offset) FROM contract.clicks"))
                .containsExactly(Integer.toString(BoundedHeap.BATCHES * InAJvmOfItsOwn.EVENTS));
    }
}
