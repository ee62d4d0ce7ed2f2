// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.postgres;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.bench.data.Fill;
import io.millrace.schemas.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** The clicks of {@link Fill} in other forms than its own. */
final class Clicks {
    private Clicks() {}

    /** Its variants, in their order. */
    static List<GenericRecord> read(int eventBytes) throws IOException {
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(Fill.SCHEMA);
        List<GenericRecord> clicks = new ArrayList<>();
        for (byte[] value : Fill.values(eventBytes + WireFormat.PREFIX_BYTES)) {
            int length = value.length - WireFormat.PREFIX_BYTES;
            clicks.add(reader.read(
                    null, DecoderFactory.get().binaryDecoder(value, WireFormat.PREFIX_BYTES, length, null)));
        }
        return clicks;
    }

    /** The same as JSON objects, with times in milliseconds. */
    static byte[][] json(int eventBytes) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<GenericRecord> clicks = read(eventBytes);
        byte[][] values = new byte[clicks.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = json.writeValueAsBytes(fields(clicks.get(i)));
        }
        return values;
    }

    private static Map<String, Object> fields(GenericRecord click) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Fill.SCHEMA.getFields().forEach(field -> fields.put(field.name(), plain(click.get(field.pos()))));
        return fields;
    }

    /** Null, a number, or text. */
    static Object plain(Object value) {
        return value == null || value instanceof Number ? value : value.toString();
    }
}
