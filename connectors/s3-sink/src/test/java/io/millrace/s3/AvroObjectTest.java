// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.EventBatch;
import io.millrace.schemas.Schemas;
import io.millrace.sink.TestBatches;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class AvroObjectTest {
    private final Clicks clicks = new Clicks();
    private final ObjectFormat format = new AvroObject(clicks.schemas(), 6);

    @Test
    void shouldBeReadByAvrosOwnReader() throws Exception {
        byte[] object = format.encode(clicks.batch(3_000));

        try (DataFileReader<GenericRecord> file =
                new DataFileReader<>(new SeekableByteArrayInput(object), new GenericDatumReader<>())) {
            assertThat(file.getSchema()).isEqualTo(Schemas.CLICK);
            assertThat(file.getMetaString("avro.codec")).isEqualTo("deflate");
            for (int i = 0; i < 3_000; i++) {
                assertThat(file.next().get("id").toString()).isEqualTo("id-" + i);
            }
            assertThat(file.hasNext()).isFalse();
        }
    }

    @Test
    void shouldMakeTheSameBytesAgainAndElsewhere() throws Exception {
        ObjectFormat otherWorker = new AvroObject(new Clicks().schemas(), 6);

        byte[] object = format.encode(clicks.batch(3_000));

        assertThat(format.encode(clicks.batch(3_000))).isEqualTo(object);
        assertThat(otherWorker.encode(clicks.batch(3_000))).isEqualTo(object);
    }

    @Test
    void shouldCallJsonEventsAConfigurationError() {
        EventBatch batch = TestBatches.open(TestBatches.json(40, "{}"));

        assertThatThrownBy(() -> format.encode(batch))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("s3.format")
                .hasMessageContaining("clicks has JSON events");
    }
}
