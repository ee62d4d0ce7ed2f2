// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import io.millrace.sink.payload.AvroJson;
import io.millrace.sink.payload.DecimalFormat;
import java.util.List;
import org.apache.avro.Schema;

/** The whole payload in one column, {@value #COLUMN}: JSON as it came, Avro as JSON with its decimals as numbers. */
public final class WholePayload implements PayloadColumns {
    public static final String COLUMN = "payload";

    private static final int JSONB_VERSION = 1;

    private final AvroJson avro;

    private WholePayload(AvroJson avro) {
        this.avro = avro;
    }

    public static WholePayload ofJson() {
        return new WholePayload(null);
    }

    public static WholePayload ofAvro(Schema schema) {
        return new WholePayload(new AvroJson(schema, DecimalFormat.NUMERIC));
    }

    @Override
    public List<Wanted> wanted() {
        return List.of(new Wanted(COLUMN, "jsonb"));
    }

    @Override
    public Writer bind(List<ColumnType> types) throws UnfitColumnException {
        ColumnType type = types.get(0);
        if (type == null) {
            return (event, in, out) -> {};
        }
        if (!type.isJson()) {
            throw new UnfitColumnException(COLUMN, type, "jsonb");
        }
        return avro == null ? asItIs(type) : converted(type);
    }

    private static Writer asItIs(ColumnType type) {
        return (event, in, out) -> {
            int from = begin(type, out);
            out.write(event.bytes(), event.valueFrom(), event.valueLength());
            out.endLength(from);
        };
    }

    private Writer converted(ColumnType type) {
        return (event, in, out) -> {
            int from = begin(type, out);
            avro.write(in, out.json());
            out.json().flush();
            out.endLength(from);
        };
    }

    /** Begins a value of {@code json} or {@code jsonb}. */
    static int begin(ColumnType type, CopyBuffer out) {
        int from = out.beginLength();
        if (type.is("jsonb")) {
            out.write(JSONB_VERSION);
        }
        return from;
    }
}
