// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.millrace.config.MillraceConfig;
import io.millrace.operations.dlq.letters.Letters;
import io.millrace.schemas.WireFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class PayloadsTest {
    private static final Schema PERSON = SchemaBuilder.record("Person")
            .fields()
            .requiredString("name")
            .requiredInt("age")
            .endRecord();
    private static final Schema ORDER = SchemaBuilder.record("Order")
            .fields()
            .name("buyer")
            .type(PERSON)
            .noDefault()
            .name("people")
            .type()
            .map()
            .values(Schema.createArray(PERSON))
            .noDefault()
            .optionalString("note")
            .requiredBytes("raw")
            .endRecord();

    private static String shown(String format, String masked, byte[] value, SchemaRegistryClient... registry) {
        MillraceConfig config = MillraceConfig.of(
                Map.of("pipelines", "logs", "pipelines.logs.format", format, "dlq.masked.fields", masked));
        return new Payloads(config, config.pipeline("logs"), () -> registry[0]).shown(value);
    }

    @Test
    void shouldShowJsonAsItIs() {
        assertThat(shown("JSON", "", Letters.bytes("{ \"a\" : 1.50 }"))).isEqualTo("{ \"a\" : 1.50 }");
        assertThat(shown("JSON", "", null)).isEqualTo("null");
    }

    @Test
    void shouldMaskFieldsAtAnyDepth() {
        byte[] json = Letters.bytes(
                "{\"name\":\"x\",\"list\":[{\"name\":{\"first\":\"y\"}},[{\"n\":1,\"name\":2}]],\"names\":\"z\"}");

        assertThat(shown("JSON", "name,other", json))
                .isEqualTo(
                        "{\"name\":\"***\",\"list\":[{\"name\":\"***\"},[{\"n\":1,\"name\":\"***\"}]],\"names\":\"z\"}");
    }

    /** Whatever is in it could be what is masked. */
    @Test
    void shouldShowNothingOfWhatCannotBeMasked() {
        byte[] broken = Letters.bytes("{\"name\":\"secret\"");

        assertThat(shown("JSON", "name", broken))
                .contains("16 bytes", "not shown")
                .doesNotContain("secret");
        assertThat(shown("JSON", "", broken)).startsWith("(16 bytes) 7b226e616d65");
        assertThat(shown("JSON", "name", Letters.bytes("{\"name\":1} {\"name\":2}")))
                .contains("not shown");
        assertThat(shown("AVRO", "name", new byte[] {1, 2})).contains("2 bytes", "not shown");
        assertThat(shown("JSON", "", new byte[100])).endsWith("…").contains("100 bytes");
    }

    @Test
    void shouldShowAvroAsJson() throws Exception {
        SchemaRegistryClient registry = new MockSchemaRegistryClient();
        int id = registry.register("orders-value", new AvroSchema(ORDER));
        GenericRecord person =
                new GenericRecordBuilder(PERSON).set("name", "x").set("age", 7).build();
        GenericRecord order = new GenericRecordBuilder(ORDER)
                .set("buyer", person)
                .set("people", Map.of("all", List.of(person)))
                .set("note", null)
                .set("raw", ByteBuffer.wrap(new byte[] {1, (byte) 0xff}))
                .build();
        byte[] value = WireFormat.frame(id, encoded(order));

        assertThat(shown("AVRO", "name", value, registry))
                .isEqualTo(
                        "{\"buyer\":{\"name\":\"***\",\"age\":7},\"people\":{\"all\":[{\"name\":\"***\",\"age\":7}]},"
                                + "\"note\":null,\"raw\":\"01ff\"}");
    }

    private static byte[] encoded(GenericRecord record) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
