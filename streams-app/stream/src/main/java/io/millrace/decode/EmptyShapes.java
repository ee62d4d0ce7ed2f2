// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import java.util.IdentityHashMap;
import org.apache.avro.Schema;

/** How much those schemas claim whose data take no byte: nulls, fixed of length 0, and records of such. */
final class EmptyShapes {
    private static final Shape ONE_VALUE = new Shape(1, 0);

    /**
     * What one datum stands for.
     *
     * @param values itself; of a record also its fields, and all that is in them
     * @param levels how many records are in each other
     */
    record Shape(int values, int levels) {}

    private final IdentityHashMap<Schema, Shape> ofRecords = new IdentityHashMap<>();

    Shape of(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            return ONE_VALUE;
        }
        Shape known = ofRecords.get(schema);
        if (known == null) {
            known = ofRecord(schema);
            ofRecords.put(schema, known);
        }
        return known;
    }

    private Shape ofRecord(Schema record) {
        long values = 1L + record.getFields().size();
        int levels = 0;
        for (Schema.Field field : record.getFields()) {
            if (field.schema().getType() == Schema.Type.RECORD) {
                Shape inside = of(field.schema());
                values += inside.values;
                levels = Math.max(levels, inside.levels);
            }
        }
        return new Shape((int) Math.min(values, Integer.MAX_VALUE), levels + 1);
    }
}
