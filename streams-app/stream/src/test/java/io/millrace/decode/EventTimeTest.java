// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    @Property
    void shouldReadWhatJavaTimeWrites(
            @ForAll @LongRange(min = -62167219200L, max = 253402300799L) long seconds,
            @ForAll @IntRange(max = 999_999_999) int nanos,
            @ForAll @IntRange(min = -1079, max = 1079) int offsetMinutes) {
        OffsetDateTime time = LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC)
                .atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        String text = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnnxxx")
                .format(time);

        assertThat(parse(text)).isEqualTo(time.toInstant().toEpochMilli());
    }

    /** It leaves out what is zero. */
    @Property
    void shouldReadWhatJavaTimeSaysOfItself(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long seconds,
            @ForAll @IntRange(max = 1000) int millis,
            @ForAll boolean isFullMinute) {
        OffsetDateTime time = LocalDateTime.ofEpochSecond(
                        isFullMinute ? seconds - seconds % 60 : seconds,
                        isFullMinute ? 0 : millis % 1000 * 1_000_000,
                        ZoneOffset.UTC)
                .atOffset(ZoneOffset.ofHours(2));

        assertThat(parse(time.toString())).isEqualTo(time.toInstant().toEpochMilli());
        assertThat(parse(time.toInstant().toString()))
                .isEqualTo(time.toInstant().toEpochMilli());
        assertThat(parse(time.atZoneSameInstant(ZoneId.of("Europe/Berlin")).toString()))
                .isEqualTo(time.toInstant().toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({
        "2015-05-17T10:05:03Z,1431857103000",
        "2015-05-17T10:05:03.1Z,1431857103100",
        "2015-05-17T10:05:03.12345678901234567890Z,1431857103123",
        "2015-05-17T12:05:03+02:00,1431857103000",
        "1970-01-01T00:00:00Z,0",
        "1969-12-31T23:59:59.999Z,-1",
        "2016-02-29T00:00:00Z,1456704000000",
        "2015-05-17t10:05:03z,1431857103000",
        "2015-05-17 10:05:03Z,1431857103000",
        "2015-05-17T12:05:03+0200,1431857103000",
        "2015-05-17T12:05:03+02,1431857103000",
        "2015-05-17T05:35:03-0430,1431857103000",
        "2015-05-17 12:05:03 +0200,1431857103000",
        "2015-05-17T10:05:03+00,1431857103000",
        "2015-05-17T10:05:03-00:00,1431857103000",
        "'2015-05-17T10:05:03,25Z',1431857103250",
        "2015-05-17 12:05:03.123456+02,1431857103123",
        "2015-05-17T10:05:03.1234567Z,1431857103123",
        "2015-05-17T10:05Z,1431857100000",
        "2015-05-17T12:05+02:00,1431857100000",
        "2015-05-17T12:05:03+02:00[Europe/Berlin],1431857103000",
        "2015-05-17T12:05+02:00[Europe/Berlin][u-ca=iso8601],1431857100000"
    })
    void shouldReadOneInstantInEverySpelling(String text, long millis) {
        assertThat(parse(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2015-05-17",
                "2015-05-17T10:05:03",
                "2015-05-17T10:05:03.Z",
                "2015-05-17T10:05:03ZZ",
                "2015-05-17T10:05:03,Z",
                "2015-05-17T10:05.5Z",
                "2015-05-17T10:05",
                "2015-05-17T10:05:03[Europe/Berlin]",
                "2015-05-17T10:05:03Z]",
                "2015-05-17T10:05:03 ",
                "2015-05-17T10:05:03  Z",
                "2015-05-17T10:05:03+2",
                "2015-05-17T10:05:03+020",
                "2015-05-17T10:05:03+02:0",
                "2015-05-17T10:05:03+02:00:00",
                "2015-05-17T10:05:03+0260",
                "2015-05-17T10:05:03+24:00",
                "2015-05-17T10:05:3Z",
                "2015-05-17_10:05:03Z",
                "2015-13-17T10:05:03Z",
                "2015-00-17T10:05:03Z",
                "2015-02-29T10:05:03Z",
                "2100-02-29T10:05:03Z",
                "2015-04-31T10:05:03Z",
                "2015-05-17T24:00:00Z",
                "2015-05-17T10:60:00Z",
                "2015-05-17T10:05:60Z",
                "+2015-05-17T10:05:03Z"
            })
    void shouldRefuseWhatIsNoInstant(String text) {
        assertThat(parse(text)).isEqualTo(EventTime.MISSING);
    }

    private static long parse(String text) {
        byte[] padded = ('x' + text + "9Z").getBytes(StandardCharsets.UTF_8);
        return EventTime.parse(padded, 1, padded.length - 3);
    }
}
