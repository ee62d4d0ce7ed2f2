// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.encode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** What stands for a field that is not in the JSON. */
final class AbsentField {
    private AbsentField() {}

    /** The field's default in Avro binary; null where the field has none and allows it. */
    static byte[] encoded(Schema.Field field) throws UnfitJsonException {
        if (!field.hasDefaultValue() && !field.schema().isNullable()) {
            throw new UnfitJsonException("absent, and the schema has no default for it").in(field.name());
        }
        Object value = field.hasDefaultValue() ? GenericData.get().getDefaultValue(field) : null;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(field.schema()).write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("A byte array cannot fail", e);
        }
        return bytes.toByteArray();
    }
}
