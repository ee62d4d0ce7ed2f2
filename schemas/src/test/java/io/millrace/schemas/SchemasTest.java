// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemasTest {

    @Test
    void shouldHoldTheSamplePayloads() throws Exception {
        assertThat(Schemas.CLICK.getFullName()).isEqualTo("io.millrace.sample.Click");
        assertThat(Schemas.CLICK.getFields()).hasSize(10);
        assertThat(Schemas.ORDER.getFullName()).isEqualTo("io.millrace.sample.Order");
        assertThat(Schemas.ORDER.getField("lines").schema().getElementType().getFields())
                .extracting(Schema.Field::name)
                .containsExactly("venue", "quantity", "priceCents");
        try (InputStream logs = Schemas.class.getResourceAsStream("logs.schema.json")) {
            assertThat(new String(logs.readAllBytes(), StandardCharsets.UTF_8)).contains("traceId");
        }
    }

    @Test
    void shouldBeReadableByThemselves() {
        for (Schema schema : new Schema[] {EventBatch.SCHEMA, Schemas.CLICK, Schemas.ORDER}) {
            assertThat(SchemaCompatibility.checkReaderWriterCompatibility(schema, schema)
                            .getType())
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @ParameterizedTest
    @CsvSource({"clicks.batches,clicks", "clicks,clicks", "a.batches.batches,a.batches"})
    void shouldTellThePipelineOfATopic(String topic, String pipeline) {
        assertThat(TopicNames.pipelineOf(topic)).isEqualTo(pipeline);
    }

    @Test
    void shouldNameTopicsAndSubjectsAsTheContractDoes() {
        assertThat(TopicNames.events("clicks")).isEqualTo("clicks.events");
        assertThat(TopicNames.batches("clicks")).isEqualTo("clicks.batches");
        assertThat(TopicNames.deadLetters("clicks")).isEqualTo("clicks.dlq");
        assertThat(TopicNames.valueSubject("clicks.events")).isEqualTo("clicks.events-value");
    }

    @ParameterizedTest
    @CsvSource({"clicks,3,10,19", "a-b-7,0,0,9223372036854775807", "-,2147483647,1,1"})
    void shouldFindThePartitionInABatchId(String topic, int partition, long first, long last) {
        String batchId = BatchHeader.batchId(topic, partition, first, last);

        assertThat(batchId).isEqualTo(topic + "-" + partition + "-" + first + "-" + last);
        assertThat(BatchHeader.sourcePartition(batchId)).isEqualTo(partition);
    }

    @Test
    void shouldRefuseACloseReasonThatIsNone() throws Exception {
        assertThat(CloseReason.at(4)).isEqualTo(CloseReason.HEAP);
        assertThatThrownBy(() -> CloseReason.at(5)).isInstanceOf(MalformedAvroException.class);
        assertThatThrownBy(() -> CloseReason.at(-1)).isInstanceOf(MalformedAvroException.class);
    }
}
