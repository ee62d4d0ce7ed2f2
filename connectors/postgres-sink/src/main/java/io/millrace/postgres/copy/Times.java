// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;

/** Writers of points in time, which Avro counts from 1970 and PostgreSQL from 2000. */
final class Times {
    static final long MICROS_PER_MILLI = 1_000;

    private static final long DAYS_TO_2000 = 10_957;
    private static final long MICROS_TO_2000 = DAYS_TO_2000 * 86_400_000_000L;

    private Times() {}

    /** Null when such a column cannot hold it. */
    static ColumnWriter of(String logicalType, String column) {
        return switch (logicalType) {
            case "date" -> column.equals("date") ? Times::date : null;
            case "time-millis" -> column.equals("time") ? time(MICROS_PER_MILLI) : null;
            case "time-micros" -> column.equals("time") ? time(1) : null;
            case "timestamp-millis" -> isTimestamp(column) ? timestamp(MICROS_PER_MILLI) : null;
            case "timestamp-micros" -> isTimestamp(column) ? timestamp(1) : null;
            case "local-timestamp-millis" -> column.equals("timestamp") ? timestamp(MICROS_PER_MILLI) : null;
            case "local-timestamp-micros" -> column.equals("timestamp") ? timestamp(1) : null;
            default -> null;
        };
    }

    /** A column without time zone gets the time in UTC. */
    private static boolean isTimestamp(String column) {
        return column.equals("timestamptz") || column.equals("timestamp");
    }

    private static void date(AvroCursor in, CopyBuffer out) throws MalformedAvroException, UnfitValueException {
        long days = in.readLong() - DAYS_TO_2000;
        // The smallest and the largest mean infinity.
        if (days <= Integer.MIN_VALUE || days >= Integer.MAX_VALUE) {
            throw UnfitValueException.dateOutOfRange("date");
        }
        out.writeInt(Integer.BYTES);
        out.writeInt((int) days);
    }

    private static ColumnWriter time(long unitMicros) {
        return (in, out) -> {
            long micros = micros(in.readLong(), unitMicros, "time");
            out.writeInt(Long.BYTES);
            out.writeLong(micros);
        };
    }

    private static ColumnWriter timestamp(long unitMicros) {
        return (in, out) -> writeTimestamp(micros(in.readLong(), unitMicros, "timestamp"), out);
    }

    /** @param micros since 1970 */
    static void writeTimestamp(long micros, CopyBuffer out) throws UnfitValueException {
        long since2000 = micros - MICROS_TO_2000;
        if (since2000 > micros || since2000 == Long.MIN_VALUE) {
            throw UnfitValueException.dateOutOfRange("timestamp");
        }
        out.writeInt(Long.BYTES);
        out.writeLong(since2000);
    }

    private static long micros(long value, long unitMicros, String type) throws UnfitValueException {
        long micros = value * unitMicros;
        if (micros / unitMicros != value) {
            throw UnfitValueException.dateOutOfRange(type);
        }
        return micros;
    }
}
