// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.EventBatch;
import io.millrace.schemas.Schemas;
import io.millrace.sink.TestBatches;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AvroObjectTest {
    private final Clicks clicks = new Clicks();
    private final ObjectFormat format = new AvroObject(clicks.schemas(), new GzipCompression(6));

    @ParameterizedTest
    @MethodSource
    void shouldBeReadByAvrosOwnReader(Compression compression, String codec) throws Exception {
        byte[] object = new AvroObject(clicks.schemas(), compression)
                .encode(clicks.batch(3_000))
                .newStream()
                .readAllBytes();

        try (DataFileReader<GenericRecord> file =
                new DataFileReader<>(new SeekableByteArrayInput(object), new GenericDatumReader<>())) {
            assertThat(file.getSchema()).isEqualTo(Schemas.CLICK);
            assertThat(file.getMetaString("avro.codec")).isEqualTo(codec);
            for (int i = 0; i < 3_000; i++) {
                assertThat(file.next().get("id").toString()).isEqualTo("id-" + i);
            }
            assertThat(file.hasNext()).isFalse();
        }
    }

    static Stream<Arguments> shouldBeReadByAvrosOwnReader() {
        return Stream.of(
                Arguments.of(new GzipCompression(6), "deflate"), Arguments.of(new ZstdCompression(3), "zstandard"));
    }

    @Test
    void shouldMakeTheSameBytesAgainAndElsewhere() throws Exception {
        for (Compression compression : new Compression[] {new GzipCompression(6), new ZstdCompression(3)}) {
            ObjectFormat here = new AvroObject(clicks.schemas(), compression);
            ObjectFormat otherWorker = new AvroObject(new Clicks().schemas(), compression);

            byte[] object = here.encode(clicks.batch(3_000)).newStream().readAllBytes();

            assertThat(here.encode(clicks.batch(3_000)).newStream()).hasBinaryContent(object);
            assertThat(otherWorker.encode(clicks.batch(3_000)).newStream()).hasBinaryContent(object);
        }
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
