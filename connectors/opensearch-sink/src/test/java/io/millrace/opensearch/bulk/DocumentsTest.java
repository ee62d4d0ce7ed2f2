// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.sink.TestBatches;
import io.millrace.sink.payload.BatchRefusedException;
import io.millrace.sink.payload.DecimalFormat;
import io.millrace.sink.payload.JsonLines;
import io.millrace.sink.payload.PayloadSchemas;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    private static final long AT = TestBatches.FIRST_TIMESTAMP;

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();

    private Documents documents(EventBatch batch, String id, WriteMode mode, String time) throws Exception {
        JsonLines payloads = new JsonLines(new PayloadSchemas(registry), DecimalFormat.BASE64);
        return new Documents(new Documents.Settings(payloads, id, mode, time), batch.header());
    }

    private String bulk(EventBatch batch, String id, WriteMode mode, String time) throws Exception {
        Documents documents = documents(batch, id, mode, time);
        Bulk bulk = new Bulk(0);
        EventCursor event = batch.events();
        while (event.next()) {
            documents.make(event);
            int before = bulk.size();
            documents.addTo(bulk, event.index());
            assertThat(bulk.size() - before).isEqualTo(documents.size());
            assertThat(bulk.event(bulk.count() - 1)).isEqualTo(event.index());
        }
        return new String(bulk.bytes(), 0, bulk.size(), UTF_8);
    }

    private static EventBatch json(String... events) {
        return TestBatches.open(TestBatches.json(9, events));
    }

    @Test
    void shouldNameDocumentsAfterTheirOrigin() throws Exception {
        assertThat(bulk(json("{ \"a\" :\n1.00}", "{}"), "origin", WriteMode.INDEX, ""))
                .isEqualTo("{\"index\":{\"_id\":\"clicks.events-3-9\"}}\n{ \"a\" : 1.00}\n"
                        + "{\"index\":{\"_id\":\"clicks.events-3-10\"}}\n{}\n");
    }

    @Test
    void shouldCreateOrVersionThem() throws Exception {
        assertThat(bulk(json("{}"), "origin", WriteMode.CREATE, ""))
                .isEqualTo("{\"create\":{\"_id\":\"clicks.events-3-9\"}}\n{}\n");
        assertThat(bulk(json("{\"k\":\"a\\\"\"}"), "k", WriteMode.EXTERNAL_VERSION, ""))
                .isEqualTo(
                        "{\"index\":{\"_id\":\"a\\\"\",\"version_type\":\"external\",\"version\":9}}\n{\"k\":\"a\\\"\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "a\\udc00b", "\\ud83d\\ud83d"})
    void shouldRefuseTheIdThatIsNoTextAndGoOn(String id) throws Exception {
        EventBatch batch = json("{\"k\":\"" + id + "\"}", "{\"k\":\"\\ud83d\\ude00\"}");
        Documents documents = documents(batch, "k", WriteMode.INDEX, "");
        EventCursor event = batch.events();
        event.next();

        assertThatThrownBy(() -> documents.make(event))
                .isInstanceOf(BatchRefusedException.class)
                .hasMessage("The event has half a surrogate pair, which is no character, in k");

        Bulk bulk = new Bulk(0);
        event.next();
        documents.make(event);
        documents.addTo(bulk, 1);
        assertThat(new String(bulk.bytes(), 0, bulk.size(), UTF_8))
                .startsWith("{\"index\":{\"_id\":\"\ud83d\ude00\"}}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                          | {\"@t\":AT}",
                "{ }                         | {\"@t\":AT}",
                "' {\"a\":1}'                | {\"@t\":AT,\"a\":1}",
                "{\"@t\":5}                  | {\"@t\":5}",
                "{\"a\":{\"@t\":5}}          | {\"@t\":AT,\"a\":{\"@t\":5}}",
                "{\"a\":\"@t\"}              | {\"@t\":AT,\"a\":\"@t\"}",
                "{\"a\":[{\"@t\":1}],\"@t\":2} | {\"a\":[{\"@t\":1}],\"@t\":2}",
                "[1]                         | [1]",
            })
    void shouldGiveADocumentItsTimeUnlessItHasOne(String event, String document) throws Exception {
        assertThat(bulk(json(event), "origin", WriteMode.INDEX, "@t").lines().skip(1))
                .containsExactly(document.replace("AT", Long.toString(AT)));
    }

    @Test
    void shouldMakeDocumentsOfAvroAndGoOnAfterABrokenEvent() throws Exception {
        int id = registry.register(
                "clicks.events-value",
                new AvroSchema(SchemaBuilder.record("E")
                        .fields()
                        .requiredString("k")
                        .requiredLong("n")
                        .endRecord()));
        AvroBuffer good = new AvroBuffer(16);
        good.writeString("ü");
        good.writeLong(7);
        byte[] broken = {40};
        EventBatch batch =
                TestBatches.open(TestBatches.avro(id, 9, List.of(good.toByteArray(), broken, good.toByteArray())));
        Documents documents = documents(batch, "k", WriteMode.INDEX, "@t");
        Bulk bulk = new Bulk(0);
        EventCursor event = batch.events();

        event.next();
        documents.make(event);
        documents.addTo(bulk, 0);
        event.next();
        assertThatThrownBy(() -> documents.make(event))
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageStartingWith("The event is no valid Avro");
        event.next();
        documents.make(event);
        documents.addTo(bulk, 2);

        String line = "{\"index\":{\"_id\":\"ü\"}}\n{\"@t\":%d,\"k\":\"ü\",\"n\":7}\n";
        assertThat(new String(bulk.bytes(), 0, bulk.size(), UTF_8))
                .isEqualTo(line.formatted(AT) + line.formatted(AT + 2_000));
        assertThat(new String(bulk.lines(1, 2), UTF_8)).isEqualTo(line.formatted(AT + 2_000));
    }

    @Property
    void shouldWriteNumbersAsJavaDoes(@ForAll long number) {
        BulkBody body = new BulkBody();

        body.writeNumber(number);

        assertThat(new String(body.bytes(), 0, body.size(), UTF_8)).isEqualTo(Long.toString(number));
    }

    @Test
    void shouldNameIndicesByPipelineTopicAndDay() {
        EventBatch batch = json("{}");

        assertThat(new IndexName("{pipeline}-{date}").of(batch.header())).isEqualTo("clicks-2015.05.17");
        assertThat(new IndexName("a-{topic}").of(batch.header())).isEqualTo("a-clicks.events");
        assertThat(new IndexName("{pipeline}-{date}").pattern(batch.header())).isEqualTo("clicks-*");
    }
}
