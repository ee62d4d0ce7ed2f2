// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.fields.FieldKind;
import io.millrace.fields.FieldValues;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.RollupFunction;
import io.millrace.schemas.RollupResult.Measured;

/**
 * A sum: of integers it is exact while it fits 64 bits. What exceeds them, and floating-point numbers, are added as doubles, which round, so that
 * the last digits depend on the order. NaN and infinite values are left out; a sum of doubles may become infinite.
 */
final class Sum implements Measurement {
    private long values;
    private long whole;
    private double rest;
    private boolean isExact = true;

    @Override
    public void add(FieldValues event, int field) {
        FieldKind kind = event.kind(field);
        if (kind == FieldKind.INTEGER) {
            values++;
            add(event.integer(field));
        } else if (kind == FieldKind.DOUBLE) {
            add(event.real(field));
        } else if (kind == FieldKind.FLOAT) {
            add(event.single(field));
        }
    }

    private void add(long number) {
        long sum = whole + number;
        if (((whole ^ sum) & (number ^ sum)) < 0) {
            rest += whole;
            whole = number;
            isExact = false;
        } else {
            whole = sum;
        }
    }

    private void add(double number) {
        if (Double.isFinite(number)) {
            values++;
            rest += number;
            isExact = false;
        }
    }

    @Override
    public void merge(AvroCursor in) throws MalformedAvroException {
        values += in.readLong();
        add(in.readLong());
        if (in.readLong() == 0) {
            isExact = false;
            rest += Double.longBitsToDouble(in.readFixed());
        }
    }

    @Override
    public void write(AvroBuffer out) {
        out.writeLong(values);
        out.writeLong(whole);
        out.writeLong(isExact ? 1 : 0);
        if (!isExact) {
            out.writeFixed(Double.doubleToRawLongBits(rest));
        }
    }

    @Override
    public Measured result(RollupFunction function, String name) {
        Number sum = isExact ? (Number) whole : (Number) (whole + rest);
        return new Measured(function, name, values, values == 0 ? null : sum, isExact);
    }
}
