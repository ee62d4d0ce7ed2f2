// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import java.util.IdentityHashMap;
import org.apache.avro.Schema;

/** The fewest bytes that a datum of a schema can take, or a little less: never more. */
final class MinimalSizes {
    private final IdentityHashMap<Schema, Integer> ofRecords = new IdentityHashMap<>();

    int of(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> 0;
            case FLOAT -> Float.BYTES;
            case DOUBLE -> Double.BYTES;
            case FIXED -> schema.getFixedSize();
            case UNION -> sum(1, ofSmallestBranch(schema));
            case RECORD -> ofRecord(schema);
            case BOOLEAN, INT, LONG, BYTES, STRING, ENUM, ARRAY, MAP -> 1;
        };
    }

    /** Key and value. */
    int ofEntry(Schema map) {
        return sum(1, of(map.getValueType()));
    }

    private int ofSmallestBranch(Schema union) {
        return union.getTypes().stream().mapToInt(this::of).min().orElse(0);
    }

    private int ofRecord(Schema record) {
        Integer known = ofRecords.get(record);
        if (known != null) {
            return known;
        }
        // A record can only hold itself behind a union's index or an array's count, so that it takes a byte at least.
        ofRecords.put(record, 1);
        int size = 0;
        for (Schema.Field field : record.getFields()) {
            size = sum(size, of(field.schema()));
        }
        ofRecords.put(record, size);
        return size;
    }

    private static int sum(int a, int b) {
        return (int) Math.min((long) a + b, Integer.MAX_VALUE);
    }
}
