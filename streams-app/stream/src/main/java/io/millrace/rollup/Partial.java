// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.config.routes.Measure;
import io.millrace.fields.FieldValues;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.Event;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.RollupFunction;
import io.millrace.schemas.RollupResult.Measured;
import java.util.ArrayList;
import java.util.List;

/**
 * What some events of one key come to. As bytes it is a version, the number of events, their bytes, the least and greatest event time, the number
 * of measures, and what each measure wrote; numbers as Avro writes them.
 */
final class Partial {
    private static final int VERSION = 1;

    /** On the heap, with its key and its place in a map, but without sketches. */
    static final int BYTES = 400;

    private final List<Measure> measures;
    private final Measurement[] measurements;
    private long count;
    private long bytes;
    private long minTimestamp = Long.MAX_VALUE;
    private long maxTimestamp = Long.MIN_VALUE;

    Partial(List<Measure> measures) {
        this.measures = measures;
        measurements = measures.stream().map(Measurement::of).toArray(Measurement[]::new);
    }

    /** {@code fields} are the places of the measures' subjects in {@code values}. */
    void add(Event event, FieldValues values, int[] fields) {
        count++;
        bytes += event.payloadLength();
        minTimestamp = Math.min(minTimestamp, event.timestamp());
        maxTimestamp = Math.max(maxTimestamp, event.timestamp());
        for (int i = 0; i < fields.length; i++) {
            measurements[i].add(values, fields[i]);
        }
    }

    /** Adds what another one wrote. Throws {@link IllegalStateException} when that had other measures. */
    void merge(byte[] partial, int from) {
        AvroCursor in = new AvroCursor().over(partial, from, partial.length);
        try {
            if (in.readLong() != VERSION) {
                throw new IllegalStateException("A rollup is stored in a version other than that of this release");
            }
            count += in.readLong();
            bytes += in.readLong();
            minTimestamp = Math.min(minTimestamp, in.readLong());
            maxTimestamp = Math.max(maxTimestamp, in.readLong());
            if (in.readLong() != measures.size()) {
                throw differs(null);
            }
            for (int i = 0; i < measurements.length; i++) {
                if (in.readLong() != measures.get(i).function().ordinal()) {
                    throw differs(null);
                }
                measurements[i].merge(in);
            }
        } catch (MalformedAvroException e) {
            throw differs(e);
        }
    }

    private static IllegalStateException differs(Exception cause) {
        return new IllegalStateException(
                "Open windows of the rollup were aggregated with other measures; give it another name, and it starts anew",
                cause);
    }

    void write(AvroBuffer out) {
        out.writeLong(VERSION);
        out.writeLong(count);
        out.writeLong(bytes);
        out.writeLong(minTimestamp);
        out.writeLong(maxTimestamp);
        out.writeLong(measurements.length);
        for (int i = 0; i < measurements.length; i++) {
            out.writeLong(measures.get(i).function().ordinal());
            measurements[i].write(out);
        }
    }

    /** How many events those are, of what one wrote at {@code from}. */
    static long count(byte[] partial, int from) {
        AvroCursor in = new AvroCursor().over(partial, from, partial.length);
        try {
            in.readLong();
            return in.readLong();
        } catch (MalformedAvroException e) {
            throw new IllegalStateException("A partial aggregate is damaged", e);
        }
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    long minTimestamp() {
        return minTimestamp;
    }

    long maxTimestamp() {
        return maxTimestamp;
    }

    List<Measured> results() {
        List<Measured> results = new ArrayList<>();
        for (int i = 0; i < measurements.length; i++) {
            Measure measure = measures.get(i);
            results.add(measurements[i].result(
                    RollupFunction.valueOf(measure.function().name()),
                    measure.subject().name()));
        }
        return results;
    }
}
