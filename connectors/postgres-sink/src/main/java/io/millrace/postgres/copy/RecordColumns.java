// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;

/** The fields of an Avro record, a column each. */
public final class RecordColumns implements PayloadColumns {
    private final List<Schema.Field> fields;
    private final List<Wanted> wanted;

    public RecordColumns(Schema schema) {
        fields = schema.getFields();
        wanted = fields.stream()
                .map(field -> new Wanted(field.name(), SqlTypes.of(field.schema())))
                .toList();
    }

    @Override
    public List<Wanted> wanted() {
        return wanted;
    }

    @Override
    public Writer bind(List<ColumnType> types) throws UnfitColumnException {
        ColumnWriter[] columns = new ColumnWriter[fields.size()];
        for (int i = 0; i < columns.length; i++) {
            Schema.Field field = fields.get(i);
            columns[i] =
                    types.get(i) == null ? leftOut(field.schema()) : ColumnWriters.of(field.schema(), types.get(i));
            if (columns[i] == null) {
                throw new UnfitColumnException(
                        field.name(), types.get(i), wanted.get(i).sqlType());
            }
        }
        return (event, in, out) -> write(columns, in, out);
    }

    private static void write(ColumnWriter[] columns, AvroCursor in, CopyBuffer out)
            throws IOException, MalformedAvroException, UnfitValueException {
        in.enter();
        for (ColumnWriter column : columns) {
            column.write(in, out);
        }
        if (!in.atEnd()) {
            throw in.malformed(in.remaining() + " bytes too many");
        }
    }

    /** Walks over the value, and leaves nothing of it. */
    private static ColumnWriter leftOut(Schema schema) {
        ColumnWriter any = ColumnWriters.json(schema, new ColumnType("json", 0, null));
        return (in, out) -> {
            int before = out.size();
            any.write(in, out);
            out.truncate(before);
        };
    }
}
