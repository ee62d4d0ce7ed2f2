// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.payload;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/** The slow way from Avro to plain JSON, by way of objects: what {@link AvroJson} is compared with. */
final class PlainJson {
    private PlainJson() {}

    static Object of(Schema schema, Object datum) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, (IndexedRecord) datum);
            case ARRAY ->
                ((List<?>) datum)
                        .stream().map(item -> of(schema.getElementType(), item)).toList();
            case MAP -> map(schema, (Map<?, ?>) datum);
            case UNION -> of(schema.getTypes().get(GenericData.get().resolveUnion(schema, datum)), datum);
            case BYTES -> bytes((ByteBuffer) datum);
            case FIXED -> ((GenericData.Fixed) datum).bytes();
            case STRING, ENUM -> datum.toString();
            default -> datum;
        };
    }

    private static Map<String, Object> record(Schema schema, IndexedRecord datum) {
        Map<String, Object> plain = new LinkedHashMap<>();
        schema.getFields().forEach(field -> plain.put(field.name(), of(field.schema(), datum.get(field.pos()))));
        return plain;
    }

    private static Map<String, Object> map(Schema schema, Map<?, ?> datum) {
        Map<String, Object> plain = new LinkedHashMap<>();
        datum.forEach((key, value) -> plain.put(key.toString(), of(schema.getValueType(), value)));
        return plain;
    }

    private static byte[] bytes(ByteBuffer datum) {
        byte[] bytes = new byte[datum.remaining()];
        datum.duplicate().get(bytes);
        return bytes;
    }
}
