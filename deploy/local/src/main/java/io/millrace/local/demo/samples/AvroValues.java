// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo.samples;

import io.millrace.schemas.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Writes records in the Confluent wire format. Not thread-safe. */
final class AvroValues {
    private final GenericDatumWriter<GenericRecord> writer;
    private final int schemaId;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private BinaryEncoder encoder;

    AvroValues(Schema schema, int schemaId) {
        this.writer = new GenericDatumWriter<>(schema);
        this.schemaId = schemaId;
    }

    byte[] write(GenericRecord payload) {
        out.reset();
        encoder = EncoderFactory.get().directBinaryEncoder(out, encoder);
        try {
            writer.write(payload, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return WireFormat.frame(schemaId, out.toByteArray());
    }
}
