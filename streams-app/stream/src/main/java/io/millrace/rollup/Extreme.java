// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.fields.FieldKind;
import io.millrace.fields.FieldValues;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.RollupFunction;
import io.millrace.schemas.RollupResult.Measured;

/** The least or the greatest number; integers and doubles are compared by value, not as doubles. NaN and infinite values are left out. */
final class Extreme implements Measurement {
    /** 2^63, which no long reaches. */
    private static final double BEYOND_LONG = 0x1p63;

    /** 1 for the greatest, -1 for the least. */
    private final int sign;

    private long values;
    private boolean isReal;
    /** The number, or the bits of the double that it is. */
    private long bits;

    Extreme(int sign) {
        this.sign = sign;
    }

    @Override
    public void add(FieldValues event, int field) {
        FieldKind kind = event.kind(field);
        if (kind == FieldKind.INTEGER) {
            take(1, false, event.integer(field));
        } else if (kind == FieldKind.DOUBLE) {
            add(event.real(field));
        } else if (kind == FieldKind.FLOAT) {
            add(event.single(field));
        }
    }

    private void add(double number) {
        if (Double.isFinite(number)) {
            take(1, true, Double.doubleToRawLongBits(number));
        }
    }

    private void take(long more, boolean real, long number) {
        if (values == 0 || sign * compare(real, number, isReal, bits) > 0) {
            isReal = real;
            bits = number;
        }
        values += more;
    }

    private static int compare(boolean aIsReal, long a, boolean bIsReal, long b) {
        if (aIsReal && bIsReal) {
            return Double.compare(Double.longBitsToDouble(a), Double.longBitsToDouble(b));
        }
        if (aIsReal) {
            return -compare(b, Double.longBitsToDouble(a));
        }
        return bIsReal ? compare(a, Double.longBitsToDouble(b)) : Long.compare(a, b);
    }

    private static int compare(long whole, double real) {
        if (real >= BEYOND_LONG) {
            return -1;
        }
        if (real < -BEYOND_LONG) {
            return 1;
        }
        int byWhole = Long.compare(whole, (long) real);
        return byWhole == 0 ? Double.compare(0, real - (long) real) : byWhole;
    }

    @Override
    public void merge(AvroCursor in) throws MalformedAvroException {
        long more = in.readLong();
        if (more > 0) {
            boolean real = in.readLong() == 1;
            take(more, real, in.readFixed());
        }
    }

    @Override
    public void write(AvroBuffer out) {
        out.writeLong(values);
        if (values > 0) {
            out.writeLong(isReal ? 1 : 0);
            out.writeFixed(bits);
        }
    }

    @Override
    public Measured result(RollupFunction function, String name) {
        Number found = isReal ? (Number) Double.longBitsToDouble(bits) : (Number) bits;
        return new Measured(function, name, values, values == 0 ? null : found, true);
    }
}
