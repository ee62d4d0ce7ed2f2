// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.opensearch.client.AnswerException;
import io.millrace.opensearch.mapping.MappingRefusedException;
import io.millrace.opensearch.mapping.Mappings;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.Failures;
import io.millrace.sink.Outcome;
import io.millrace.sink.TestBatches;
import io.millrace.sink.payload.PayloadSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real node says to events that are wrong, and to sound ones when it is not well. */
class OutcomesIT {
    private final TestNode node = TestNode.get();
    private final String index = TestNode.newIndex();

    @AfterEach
    void allowNewIndices() throws Exception {
        node.allowNewIndices(true);
    }

    private OpenSearchWriter writer(String... more) {
        String[] settings = new String[more.length + 2];
        settings[0] = "opensearch.index";
        settings[1] = index;
        System.arraycopy(more, 0, settings, 2, more.length);
        return Sinks.writer(node.url(), settings);
    }

    private static EventBatch batch(long offset, String... events) {
        return TestBatches.open(TestBatches.json(offset, events));
    }

    private static String[] events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"a\":" + i + ",\"text\":\"" + "x".repeat(100) + "\"}")
                .toArray(String[]::new);
    }

    @Test
    void shouldRejectTheDocumentsThatTheMappingRefusesAndNoOther() throws Exception {
        node.create(index, "{\"mappings\":{\"dynamic\":\"strict\",\"properties\":{\"a\":{\"type\":\"long\"}}}}");
        String[] events =
                IntStream.range(0, 100).mapToObj(i -> "{\"a\":" + i + "}").toArray(String[]::new);
        events[7] = "{\"a\":\"secret\"}";
        events[8] = "{\"secret1\":1}";
        events[9] = "{\"a\":tru}";
        events[10] = "[1]";

        Outcome outcome = writer().deliver(batch(0, events));

        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(outcome.rejected()).containsOnlyKeys(7, 8, 9, 10);
        assertThat(outcome.rejected().get(7))
                .hasMessage("The document is refused with 400 mapper_parsing_exception: the field a does not fit the"
                        + " mapping's type long");
        assertThat(outcome.rejected().get(8)).hasMessageContaining("strict and has no field secret1");
        assertThat(outcome.rejected().values())
                .allSatisfy(cause -> assertThat(cause.getMessage()).doesNotContain("'secret'", "tru"));
        assertThat(node.documents(index)).hasSize(96);
    }

    @Test
    void shouldRejectTheDocumentWithFieldsBeyondTheLimit() throws Exception {
        node.create(index, "{\"settings\":{\"index.mapping.total_fields.limit\":3}}");

        Outcome outcome = writer().deliver(batch(0, "{\"a\":1}", "{\"b\":1,\"c\":1,\"d\":1}", "{\"a\":2}"));

        assertThat(outcome.rejected()).containsOnlyKeys(1);
        assertThat(outcome.rejected().get(1)).hasMessageContaining("fields beyond the index's limit");
        assertThat(node.documents(index)).hasSize(2);
    }

    @Test
    void shouldWaitWhileTheIndexIsReadOnlyAndWhileItIsClosed() throws Exception {
        node.create(index, "{}");
        EventBatch batch = batch(0, events(3));
        node.block(index, true);
        Outcome readOnly = writer().deliver(batch);
        node.block(index, false);
        node.tell("POST", "/" + index + "/_close", "");

        Outcome closed = ((Outcome.PartlyTaken) readOnly).rest().deliver(batch);
        node.tell("POST", "/" + index + "/_open?wait_for_active_shards=1", "");

        assertThat(readOnly.rejected()).isEmpty();
        assertThat(((Outcome.PartlyTaken) readOnly).cause()).hasMessageContaining("403 cluster_block_exception");
        assertThat(((Outcome.PartlyTaken) closed).cause()).hasMessageContaining("index_closed_exception");
        assertThat(Sinks.deliverAll(((Outcome.PartlyTaken) closed).rest(), batch))
                .isEqualTo(new Outcome.Delivered());
        assertThat(node.documents(index)).hasSize(3);
    }

    @Test
    void shouldWaitWhileTheWholeClusterIsReadOnly() throws Exception {
        node.create(index, "{}");
        EventBatch batch = batch(0, events(3));
        node.tell("PUT", "/_cluster/settings", "{\"transient\":{\"cluster.blocks.read_only\":true}}");
        Outcome outcome;
        try {
            outcome = writer().deliver(batch);
        } finally {
            node.tell("PUT", "/_cluster/settings", "{\"transient\":{\"cluster.blocks.read_only\":null}}");
        }

        assertThat(outcome).isInstanceOf(Outcome.PartlyTaken.class);
        assertThat(Sinks.deliverAll(((Outcome.PartlyTaken) outcome).rest(), batch))
                .isEqualTo(new Outcome.Delivered());
    }

    /** Eight shards are eight tasks a bulk, and the queue holds four: a document that was taken is not sent again. */
    @Test
    void shouldSendOnlyThatAgainWhichAFullQueueRefused() throws Exception {
        node.create(index, "{\"settings\":{\"number_of_shards\":8,\"number_of_replicas\":0}}");
        OpenSearchWriter writer = writer("opensearch.bulk.max.events", "250");
        AtomicInteger inPart = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Outcome>> deliveries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            EventBatch batch = batch(1_000L * i, events(1_000));
            deliveries.add(threads.submit(() -> {
                Outcome first = writer.deliver(batch);
                if (!(first instanceof Outcome.PartlyTaken partly)) {
                    return first;
                }
                inPart.incrementAndGet();
                return Sinks.deliverAll(partly.rest(), batch);
            }));
        }
        for (Future<Outcome> delivery : deliveries) {
            assertThat(delivery.get()).isEqualTo(new Outcome.Delivered());
        }
        threads.shutdown();

        assertThat(inPart).hasPositiveValue();
        assertThat(node.versions(index)).hasSize(8_000).containsOnly(1L);
    }

    @Test
    void shouldStopWhenTheIndexIsMissingAndMayNotBeMade() throws Exception {
        node.allowNewIndices(false);

        assertThatThrownBy(() -> writer().deliver(batch(0, "{}")))
                .isInstanceOf(AnswerException.class)
                .hasMessageContaining("404 index_not_found_exception: create the index")
                .satisfies(e -> assertThat(new OpenSearchFailures().classify(e)).isEqualTo(Failures.Kind.FATAL));
    }

    @Test
    void shouldTakeIdsFromAFieldAndRejectEventsThatHaveNone() throws Exception {
        String tooLong = "ü".repeat(300);
        Outcome outcome = writer("opensearch.id", "id")
                .deliver(batch(
                        0,
                        "{\"id\":\"a\\\"b\\u0041\"}",
                        "{\"id\":17}",
                        "{\"id\":\"" + tooLong + "\"}",
                        "{\"x\":{\"id\":1}}",
                        "{\"id\":null}",
                        "{\"id\":\"\"}",
                        "{\"x\":[{}],\"id\":\"last\"}"));

        assertThat(outcome.rejected()).containsOnlyKeys(2, 3, 4, 5);
        assertThat(outcome.rejected().get(2)).hasMessage("The event has an id of more than 512 bytes in id");
        assertThat(node.documents(index)).containsOnlyKeys("a\"bA", "17", "last");
    }

    @Test
    void shouldFillADataStreamOnceHoweverOftenItDelivers() throws Exception {
        node.tell("PUT", "/_index_template/" + index, "{\"index_patterns\":[\"" + index + "\"],\"data_stream\":{}}");
        OpenSearchWriter writer = writer("opensearch.write", "create", "opensearch.timestamp.field", "@timestamp");

        Outcome first = writer.deliver(batch(40, "{\"a\":1}", "{}"));
        Outcome second = writer.deliver(batch(40, "{\"a\":1}", "{}"));

        assertThat(List.of(first, second)).containsOnly(new Outcome.Delivered());
        assertThat(node.documents(index))
                .hasSize(2)
                .containsEntry("clicks.events-3-40", "{\"@timestamp\":" + TestBatches.FIRST_TIMESTAMP + ",\"a\":1}")
                .containsEntry("clicks.events-3-41", "{\"@timestamp\":" + (TestBatches.FIRST_TIMESTAMP + 1_000) + "}");
        assertThatThrownBy(() -> writer().deliver(batch(40, "{\"@timestamp\":1}")))
                .hasMessageContaining("opensearch.write=create");
    }

    @Test
    void shouldKeepTheLatestEventOfAnIdWithExternalVersions() throws Exception {
        OpenSearchWriter writer = writer("opensearch.id", "id", "opensearch.write", "external-version");
        EventBatch earlier = batch(40, "{\"id\":\"x\",\"n\":1}");

        writer.deliver(earlier);
        writer.deliver(batch(41, "{\"id\":\"x\",\"n\":2}"));
        Outcome again = writer.deliver(earlier);

        assertThat(again).isEqualTo(new Outcome.Delivered());
        assertThat(node.documents(index)).containsOnlyKeys("x").containsEntry("x", "{\"id\":\"x\",\"n\":2}");
    }

    @Test
    void shouldCutABatchIntoBulks() throws Exception {
        Outcome outcome = Sinks.deliverAll(
                writer("opensearch.bulk.max.bytes", "65536", "opensearch.bulk.in.flight", "3"),
                batch(0, events(5_000)));

        assertThat(outcome).isEqualTo(new Outcome.Delivered());
        assertThat(node.documents(index)).hasSize(5_000).containsEntry("clicks.events-3-4999", events(5_000)[4_999]);
    }

    @Test
    void shouldRejectTheEventThatIsLargerThanARequestMayBe() throws Exception {
        String huge = "{\"a\":\"" + "x".repeat(120_000_000) + "\"}";

        Outcome outcome = Sinks.deliverAll(writer(), batch(0, "{\"a\":\"1\"}", huge, "{\"a\":\"2\"}"));

        assertThat(outcome.rejected()).containsOnlyKeys(1);
        assertThat(outcome.rejected().get(1)).hasMessage("The document is refused with 413");
        assertThat(node.documents(index)).hasSize(2);
    }

    @Test
    void shouldMakeTheMappingOfTheSchemaAndCheckIt() throws Exception {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"E\",\"fields\":[{\"name\":\"at\",\"type\":{\"type\":\"long\","
                        + "\"logicalType\":\"timestamp-millis\"}},{\"name\":\"who\",\"type\":[\"null\",\"string\"]}]}");
        int id = registry.register("clicks.events-value", new AvroSchema(schema));
        AvroBuffer event = new AvroBuffer(32);
        event.writeLong(TestBatches.FIRST_TIMESTAMP);
        event.writeLong(1);
        event.writeString("me");
        EventBatch batch = TestBatches.open(TestBatches.avro(id, 0, List.of(event.toByteArray())));
        PayloadSchemas schemas = new PayloadSchemas(registry);
        String[] settings = {"opensearch.index", index + "-{date}", "opensearch.mapping", "create"};

        Outcome outcome = Sinks.writer(schemas, node.url(), settings).deliver(batch);
        settings[3] = "check";
        Outcome checked = Sinks.writer(schemas, node.url(), settings).deliver(batch);

        assertThat(List.of(outcome, checked)).containsOnly(new Outcome.Delivered());
        String concrete = index + "-2015.05.17";
        assertThat(node.ask("GET", "/" + concrete + "/_mapping", "").toString())
                .contains("\"at\":{\"type\":\"date\",\"format\":\"epoch_millis\"}");
        node.tell("DELETE", "/" + concrete, "");
        node.create(concrete, "{\"mappings\":{\"properties\":{\"at\":{\"type\":\"boolean\"}}}}");
        assertThatThrownBy(() -> Sinks.writer(schemas, node.url(), settings).deliver(batch))
                .isInstanceOf(MappingRefusedException.class)
                .hasMessageContaining("the field at is boolean in the index and date by the schema");
        settings[3] = "create";
        assertThatThrownBy(() -> Sinks.writer(schemas, node.url(), settings).deliver(batch))
                .isInstanceOf(MappingRefusedException.class)
                .satisfies(e -> assertThat(new OpenSearchFailures().classify(e)).isEqualTo(Failures.Kind.FATAL));
    }

    private static final String SUIT =
            "{\"name\":\"suit\",\"type\":{\"type\":\"enum\",\"name\":\"S\",\"symbols\":[\"CLUBS\"]}}";

    private static EventBatch suits(MockSchemaRegistryClient registry, String... fields) throws Exception {
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"E\",\"fields\":[" + String.join(",", fields) + "]}");
        int id = registry.register("suits" + fields.length, new AvroSchema(schema));
        return TestBatches.open(TestBatches.avro(id, 0, List.of(new byte[fields.length])));
    }

    private Mappings mappings(MockSchemaRegistryClient registry) {
        OpenSearchSinkConfig config = new OpenSearchSinkConfig(
                Sinks.props(node.url(), "opensearch.index", index, "opensearch.mapping", "create"));
        return config.mappings(config.cluster(), new PayloadSchemas(registry));
    }

    /** The task with the older schema replaces the template before the first document makes the index. */
    @Test
    void shouldHaveTheFieldsOfBothSchemasInANewIndex() throws Exception {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        EventBatch newer = suits(registry, SUIT, "{\"name\":\"n\",\"type\":\"int\"}");
        Mappings one = mappings(registry);
        one.prepare(index, newer.header());
        mappings(registry)
                .prepare(
                        index,
                        suits(registry, "{\"name\":\"n\",\"type\":\"int\"}").header());

        Outcome outcome = Sinks.writer(new PayloadSchemas(registry), node.url(), "opensearch.index", index)
                .deliver(newer);

        assertThat(outcome).isEqualTo(new Outcome.Delivered());
        assertThat(node.ask("GET", "/" + index + "/_mapping", "").toString())
                .contains("\"suit\":{\"type\":\"keyword\"}", "\"n\":{\"type\":\"integer\"}");
    }

    @Test
    void shouldLeaveADataStreamToItsFirstDocumentAndMapItThen() throws Exception {
        node.tell(
                "PUT",
                "/_index_template/" + index,
                "{\"index_patterns\":[\"" + index + "\"],\"priority\":60,\"data_stream\":{}}");
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        OpenSearchWriter writer = Sinks.writer(
                new PayloadSchemas(registry),
                node.url(),
                "opensearch.index",
                index,
                "opensearch.mapping",
                "create",
                "opensearch.write",
                "create",
                "opensearch.timestamp.field",
                "@timestamp");

        Outcome first = writer.deliver(suits(registry, "{\"name\":\"n\",\"type\":\"int\"}"));
        Outcome second = writer.deliver(suits(registry, SUIT, "{\"name\":\"m\",\"type\":\"int\"}"));

        assertThat(List.of(first, second)).containsOnly(new Outcome.Delivered());
        assertThat(node.ask("GET", "/" + index + "/_mapping", "").toString())
                .contains("\"suit\":{\"type\":\"keyword\"}");
    }

    @Test
    void shouldKeepJsonAsItCame() throws Exception {
        writer().deliver(batch(0, "{ \"a\" :\r\n 1.00, \"b\":\"ü\\n\" }"));

        assertThat(node.ask("GET", "/" + index + "/_doc/clicks.events-3-0", "")
                        .path("_source")
                        .toString()
                        .getBytes(UTF_8))
                .isEqualTo("{\"a\":1.0,\"b\":\"ü\\n\"}".getBytes(UTF_8));
    }
}
