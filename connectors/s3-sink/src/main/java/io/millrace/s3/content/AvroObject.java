// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.PayloadFormat;
import io.millrace.sink.payload.PayloadSchemas;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.kafka.common.config.ConfigException;

/**
 * An Avro container file of the payload schema. The events are copied as they are: nothing checks them again, so a file
 * is as sound as the stage that decoded them.
 */
public final class AvroObject implements ObjectFormat {
    private final PayloadSchemas schemas;
    private final CodecFactory codec;

    public AvroObject(PayloadSchemas schemas, Compression compression) {
        this.schemas = schemas;
        this.codec = compression.codec();
    }

    @Override
    public String name() {
        return ObjectContent.AVRO;
    }

    @Override
    public String suffix() {
        return ".avro";
    }

    @Override
    public String contentType() {
        return "application/avro";
    }

    @Override
    public ObjectBytes encode(EventBatch batch) throws Exception {
        BatchHeader header = batch.header();
        if (header.format() != PayloadFormat.AVRO) {
            throw new ConfigException(
                    ObjectContent.FORMAT,
                    ObjectContent.AVRO,
                    "the pipeline " + header.pipeline() + " has JSON events, which only " + ObjectContent.JSONL
                            + " takes");
        }
        ObjectBytes object = new ObjectBytes();
        try (DataFileWriter<Object> file = new DataFileWriter<>(new GenericDatumWriter<>())) {
            file.setCodec(codec).create(schemas.of(header), object, syncMarker(header.batchId()));
            EventCursor event = batch.events();
            while (event.next()) {
                file.appendEncoded(ByteBuffer.wrap(event.bytes(), event.valueFrom(), event.valueLength()));
            }
        }
        return object;
    }

    /** Random in ordinary files; here from the batch id, so that the same batch makes the same bytes. */
    private static byte[] syncMarker(String batchId) {
        byte[] digest = Sha256.of(batchId.getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(digest, DataFileConstants.SYNC_SIZE);
    }
}
