// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

/** The spellings of an event time, as epoch milliseconds. */
final class EventTime {
    /** There is none. */
    static final long MISSING = Long.MIN_VALUE;

    /** There is something that is none. */
    static final long UNREADABLE = Long.MIN_VALUE + 1;

    private static final long DAY_MINUTES = 24 * 60;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final String FIELDS = "dddd-dd-ddTdd:dd";
    private static final String SECONDS = ":dd";

    private EventTime() {}

    /** As {@link #parse}, but {@link #UNREADABLE} for anything else. */
    static long read(byte[] ascii, int from, int length) {
        long time = parse(ascii, from, length);
        return time == MISSING ? UNREADABLE : time;
    }

    /**
     * Reads ISO 8601 as common libraries print it: {@code 2015-05-17T10:05:03.123+02:00}, where {@code T} may be {@code t}
     * or a space; the seconds may be missing, which some do when they are zero; the fraction follows a point or a comma and
     * is of any length; the offset is {@code Z}, {@code z}, {@code +02}, {@code +0200} or {@code +02:00}, perhaps behind a
     * space, and zones in brackets may follow it. {@link #MISSING} for anything else.
     */
    static long parse(byte[] ascii, int from, int length) {
        int end = from + length;
        int at = from + FIELDS.length();
        if (end <= at || !isShaped(ascii, from, FIELDS)) {
            return MISSING;
        }
        int second = 0;
        long millis = 0;
        if (end - at > SECONDS.length() && isShaped(ascii, at, SECONDS)) {
            second = number(ascii, at + 1, 2);
            at += SECONDS.length();
            if (isOneOf(ascii[at], '.', ',')) {
                int digitsFrom = ++at;
                while (at < end && isDigit(ascii[at])) {
                    at++;
                }
                if (at == digitsFrom) {
                    return MISSING;
                }
                millis = millis(ascii, digitsFrom, at);
            }
        }
        long offset = offsetSeconds(ascii, at, withoutZones(ascii, at, end));
        long minutes = localMinutes(ascii, from);
        boolean isTime = offset != MISSING && minutes != MISSING && second <= 59;
        return isTime ? (minutes * 60 + second - offset) * 1000 + millis : MISSING;
    }

    private static long millis(byte[] ascii, int from, int end) {
        long millis = 0;
        for (int i = 0; i < 3; i++) {
            millis = millis * 10 + (from + i < end ? ascii[from + i] - '0' : 0);
        }
        return millis;
    }

    /** Where zones in brackets begin, as RFC 9557 has them; they say of the instant what the offset does. */
    private static int withoutZones(byte[] ascii, int from, int end) {
        int to = end;
        while (to > from && ascii[to - 1] == ']') {
            int open = to - 1;
            while (open > from && ascii[open] != '[') {
                open--;
            }
            if (ascii[open] != '[') {
                return end;
            }
            to = open;
        }
        return to;
    }

    private static long localMinutes(byte[] ascii, int from) {
        int year = number(ascii, from, 4);
        int month = number(ascii, from + 5, 2);
        int day = number(ascii, from + 8, 2);
        int hour = number(ascii, from + 11, 2);
        int minute = number(ascii, from + 14, 2);
        if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59) {
            return MISSING;
        }
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (day > (month == 2 && leap ? 29 : DAYS[month - 1])) {
            return MISSING;
        }
        return epochDay(year, month, day) * DAY_MINUTES + hour * 60L + minute;
    }

    /** Howard Hinnant's days_from_civil: years start in March, so that a leap day is the last of its year. */
    private static long epochDay(int year, int month, int day) {
        long shifted = month > 2 ? year : year - 1L;
        long era = Math.floorDiv(shifted, 400L);
        long yearOfEra = shifted - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    private static long offsetSeconds(byte[] ascii, int from, int end) {
        int at = from < end && ascii[from] == ' ' ? from + 1 : from;
        if (end - at == 1 && isOneOf(ascii[at], 'Z', 'z')) {
            return 0;
        }
        if (end <= at || !isOneOf(ascii[at], '+', '-')) {
            return MISSING;
        }
        String shape =
                switch (end - at) {
                    case 3 -> "dd";
                    case 5 -> "dddd";
                    case 6 -> "dd:dd";
                    default -> null;
                };
        if (shape == null || !isShaped(ascii, at + 1, shape)) {
            return MISSING;
        }
        int hours = number(ascii, at + 1, 2);
        int minutes = shape.length() == 2 ? 0 : number(ascii, end - 2, 2);
        if (hours > 23 || minutes > 59) {
            return MISSING;
        }
        return (ascii[at] == '-' ? -1 : 1) * (hours * 3600L + minutes * 60L);
    }

    private static boolean isShaped(byte[] ascii, int from, String shape) {
        for (int i = 0; i < shape.length(); i++) {
            char expected = shape.charAt(i);
            byte c = ascii[from + i];
            boolean fits =
                    switch (expected) {
                        case 'd' -> isDigit(c);
                        case 'T' -> isOneOf(c, 'T', 't') || c == ' ';
                        default -> c == expected;
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOneOf(byte c, char one, char other) {
        return c == one || c == other;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static int number(byte[] ascii, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + ascii[i] - '0';
        }
        return number;
    }
}
