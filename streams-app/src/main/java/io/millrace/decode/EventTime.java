package io.millrace.decode;

/** The spellings of an event time, as epoch milliseconds. */
final class EventTime {
    /** There is none. */
    static final long MISSING = Long.MIN_VALUE;

    private static final long DAY_SECONDS = 86_400;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final String FIELDS = "dddd-dd-ddTdd:dd:dd";

    private EventTime() {}

    /**
     * Reads {@code 2015-05-17T10:05:03.123+02:00}: ISO 8601 as RFC 3339 narrows it, with a fraction of any length and
     * {@code Z} or an offset at the end. {@link #MISSING} for anything else.
     */
    static long parse(byte[] ascii, int from, int length) {
        int end = from + length;
        int at = from + FIELDS.length();
        if (end <= at || !isShaped(ascii, from, FIELDS)) {
            return MISSING;
        }
        long millis = 0;
        if (ascii[at] == '.') {
            int digits = 0;
            for (at++; at < end && isDigit(ascii[at]); at++, digits++) {
                millis = digits < 3 ? millis * 10 + ascii[at] - '0' : millis;
            }
            for (int missing = digits; missing < 3; missing++) {
                millis *= 10;
            }
            if (digits == 0) {
                return MISSING;
            }
        }
        long offset = offsetSeconds(ascii, at, end);
        long seconds = localSeconds(ascii, from);
        return offset == MISSING || seconds == MISSING ? MISSING : (seconds - offset) * 1000 + millis;
    }

    private static long localSeconds(byte[] ascii, int from) {
        int year = number(ascii, from, 4);
        int month = number(ascii, from + 5, 2);
        int day = number(ascii, from + 8, 2);
        int hour = number(ascii, from + 11, 2);
        int minute = number(ascii, from + 14, 2);
        int second = number(ascii, from + 17, 2);
        if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) {
            return MISSING;
        }
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (day > (month == 2 && leap ? 29 : DAYS[month - 1])) {
            return MISSING;
        }
        return epochDay(year, month, day) * DAY_SECONDS + hour * 3600L + minute * 60L + second;
    }

    /** Howard Hinnant's days_from_civil: years start in March, so that a leap day is the last of its year. */
    private static long epochDay(int year, int month, int day) {
        long shifted = month > 2 ? year : year - 1L;
        long era = Math.floorDiv(shifted, 400L);
        long yearOfEra = shifted - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    private static long offsetSeconds(byte[] ascii, int at, int end) {
        if (end - at == 1 && ascii[at] == 'Z') {
            return 0;
        }
        if (end - at != 6 || (ascii[at] != '+' && ascii[at] != '-') || !isShaped(ascii, at + 1, "dd:dd")) {
            return MISSING;
        }
        int hours = number(ascii, at + 1, 2);
        int minutes = number(ascii, at + 4, 2);
        if (hours > 23 || minutes > 59) {
            return MISSING;
        }
        return (ascii[at] == '-' ? -1 : 1) * (hours * 3600L + minutes * 60L);
    }

    private static boolean isShaped(byte[] ascii, int from, String shape) {
        for (int i = 0; i < shape.length(); i++) {
            char expected = shape.charAt(i);
            if (expected == 'd' ? !isDigit(ascii[from + i]) : ascii[from + i] != expected) {
                return false;
            }
        }
        return true;
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
