// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.fields.FieldKind;
import io.millrace.fields.FieldValues;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.RollupFunction;
import io.millrace.schemas.RollupResult.Measured;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/**
 * How many different values there are, estimated by a HyperLogLog sketch. Values of different types differ; what is missing, null, bytes or a
 * record, list or map is none.
 */
final class Distinct implements Measurement {
    /** The binary logarithm of the registers. */
    private static final int LG_REGISTERS = 12;

    /** The most that a sketch takes on the heap, in bytes, with what hangs on it. */
    static final int MOST_BYTES = 5 * 1024;

    private long values;
    private final Union union = new Union(LG_REGISTERS);
    private final AvroBuffer value = new AvroBuffer(64);

    @Override
    public void add(FieldValues event, int field) {
        FieldKind kind = event.kind(field);
        if (kind != FieldKind.ABSENT && kind != FieldKind.OTHER) {
            value.clear();
            event.copy(field, value);
            union.update(MurmurHash3.hash128x64(value.bytes(), 0, value.size(), 0)[0]);
            values++;
        }
    }

    @Override
    public void merge(AvroCursor in) throws MalformedAvroException {
        values += in.readLong();
        union.update(HllSketch.heapify(in.readCopy(in.readLength())));
    }

    @Override
    public void write(AvroBuffer out) {
        byte[] sketch = union.getResult(TgtHllType.HLL_4).toCompactByteArray();
        out.writeLong(values);
        out.writeBytes(sketch, 0, sketch.length);
    }

    @Override
    public Measured result(RollupFunction function, String name) {
        return new Measured(
                function, name, values, values == 0 ? null : (Number) Math.round(union.getEstimate()), false);
    }
}
