// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.postgres.table.Tables;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.DeliveryConfig;
import io.millrace.sink.Destination;
import io.millrace.sink.Outcome;
import io.millrace.sink.TestBatches;
import io.millrace.sink.payload.PayloadSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** A writer with its pool, in a schema of its own, and the batches to give it. */
final class TestSink implements Destination, AutoCloseable {
    private final MockSchemaRegistryClient registry;
    private final HikariDataSource pool;
    private final PostgresWriter writer;

    private TestSink(MockSchemaRegistryClient registry, Map<String, String> settings) {
        this.registry = registry;
        PostgresSinkConfig config = new PostgresSinkConfig(settings);
        pool = PostgresClientFactory.create(config, DeliveryConfig.of(config));
        Tables.Options options = config.tables();
        Ledger ledger = new Ledger(config.ledger(), options.mode());
        writer = new PostgresWriter(
                pool::getConnection,
                new Tables(pool::getConnection, new PayloadSchemas(registry), options),
                ledger,
                new LedgerPruning(pool::getConnection, ledger, config.ledgerRetention(), System::nanoTime),
                PostgresPlace.of(config));
    }

    /** @param extra keys and values in turn */
    static TestSink of(String... extra) {
        TestSink sink = new TestSink(new MockSchemaRegistryClient(), settings(extra));
        await().pollInSameThread().ignoreExceptions().until(() -> {
            sink.writer.check();
            return true;
        });
        return sink;
    }

    /** Another task, on another worker. */
    TestSink twin(String... extra) {
        return new TestSink(registry, settings(extra));
    }

    /** One that asks nothing of this process's server. */
    static TestSink over(MockSchemaRegistryClient registry, Map<String, String> settings) {
        return new TestSink(registry, settings);
    }

    static Map<String, String> settings(String... extra) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "name",
                "lake" + System.nanoTime(),
                "topics",
                "clicks.batches",
                "dead.letter.bootstrap.servers",
                "localhost:1",
                "postgres.url",
                TestServer.url(),
                "postgres.user",
                TestServer.SINK_USER,
                "postgres.password",
                TestServer.SINK_PASSWORD,
                "postgres.connect.timeout.ms",
                "2000",
                "postgres.lock.timeout.ms",
                "1000"));
        for (int i = 0; i < extra.length; i += 2) {
            settings.put(extra[i], extra[i + 1]);
        }
        return settings;
    }

    @Override
    public Outcome deliver(EventBatch batch) throws Exception {
        return writer.deliver(batch);
    }

    EventBatch batch(Schema schema, long firstOffset, List<byte[]> events) {
        try {
            int id = registry.register(schema.getFullName(), new AvroSchema(schema));
            return TestBatches.open(TestBatches.avro(id, firstOffset, events));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] encode(Schema schema, GenericData.Record event) {
        GenericData model = new GenericData();
        model.addLogicalTypeConversion(new Conversions.DecimalConversion());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericData.Record>(schema, model).write(event, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Schema schema(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Order\",\"fields\":[" + fields.replace('\'', '"') + "]}");
    }

    @Override
    public void close() {
        pool.close();
    }
}
