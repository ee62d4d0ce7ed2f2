// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.stages.TimestampUnit;
import io.millrace.schemas.DeadLetterReason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValidatorTest {
    private final JsonValidator validator = new JsonValidator("ts");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " \n{ \"a\" : [1, 2.5e3, null, {\"b\": []}] }\r\n\t ",
                "{\"a\":1,\"a\":2}",
                "{\"nul\":\"\\u0000\",\"lone\":\"\\ud800\",\"text\":\"größer 😀\"}",
                "{\"\":\"\"}"
            })
    void shouldAcceptAnObject(String json) throws Exception {
        assertThat(validate(json)).isEqualTo(EventTime.MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "[{}]",
                "1",
                "\"text\"",
                "null",
                "true",
                "{",
                "}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":.5}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"",
                "{} {}",
                "{}]",
                "{} x",
                "{}\u0000",
                "{/* */}",
                "\ufeff{}"
            })
    void shouldRefuseWhatIsNoSingleObject(String json) {
        refused(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void shouldRefuseOtherEncodings(String charset) {
        refused("{\"a\":1}".getBytes(Charset.forName(charset)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c080", "eda080", "ff", "f4908080", "c3"})
    void shouldRefuseInvalidUtf8(String hex) {
        refused(HexFormat.of().parseHex("7b2261223a22" + hex + "227d"));
    }

    @Test
    void shouldBoundTheDepth() throws Exception {
        validate("{\"a\":".repeat(JsonValidator.MAX_DEPTH) + "1" + "}".repeat(JsonValidator.MAX_DEPTH));
        refused(nested(JsonValidator.MAX_DEPTH + 1));
        refused(nested(100_000));
    }

    @Test
    void shouldBoundANumberAndAName() throws Exception {
        validate("{\"a\":" + "9".repeat(JsonValidator.MAX_NUMBER_LENGTH) + "}");
        refused(("{\"a\":" + "9".repeat(1_000_000) + "}").getBytes(StandardCharsets.UTF_8));
        refused(("{\"" + "a".repeat(1_000_000) + "\":1}").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ts\":1431857103000}|1431857103000",
                "{\"ts\":-1}|-1",
                "{\"ts\":9223372036854775807}|9223372036854775807",
                "{\"ts\":\"2015-05-17T10:05:03Z\"}|1431857103000",
                "{\"a\":{\"ts\":5},\"ts\":7,\"b\":[{\"ts\":6}]}|7",
                "{\"ts\":1,\"ts\":2}|2",
                "{\"t\\u0073\":3}|3",
                "{\"ts\":1.5}|1",
                "{\"ts\":1e3}|1000",
                "{\"ts\":1.431857103E12}|1431857103000",
                "{\"ts\":1431857103000.0}|1431857103000",
                "{\"ts\":9223372036854775808}|4611686018427387903",
                "{\"ts\":1e999999}|4611686018427387903",
                "{\"ts\":\"2015-05-17T10:05Z\"}|1431857100000"
            })
    void shouldFindTheEventTime(String json, long time) throws Exception {
        assertThat(validate(json)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"ts\":null}", "{\"ts\":1,\"ts\":null}"})
    void shouldMissTheEventTime(String json) throws Exception {
        assertThat(validate(json)).isEqualTo(EventTime.MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ts\":true}",
                "{\"ts\":{\"ts\":1}}",
                "{\"ts\":[1]}",
                "{\"ts\":\"soon\"}",
                "{\"ts\":\"２015-05-17T10:05:03Z\"}",
                "{\"ts\":1e99999999999}"
            })
    void shouldTellWhatIsNoTimeFromWhatIsNotThere(String json) throws Exception {
        assertThat(validate(json)).isEqualTo(EventTime.UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource({"S,1431857103", "S,1.431857103e9", "US,1431857103000999", "NS,1431857103000000000"})
    void shouldCountInTheUnitThatIsSet(TimestampUnit unit, String number) throws Exception {
        byte[] json = ("{\"ts\":" + number + "}").getBytes(StandardCharsets.UTF_8);

        assertThat(new JsonValidator("ts", unit).validate(json, 0, json.length)).isEqualTo(1431857103000L);
    }

    @Test
    void shouldNotQuoteThePayload() {
        assertThatThrownBy(() -> validate("{\"password\":hunter2}"))
                .hasMessage("no JSON at byte 12")
                .hasNoCause();
    }

    @Property(tries = 2_000)
    void shouldSurviveBrokenBytes(@ForAll int place, @ForAll byte other) {
        byte[] json = "{\"ts\":1431857103000,\"ä\":[{\"b\":\"\\u00e4\"},-1.5e3,null]}".getBytes(StandardCharsets.UTF_8);
        json[Math.floorMod(place, json.length)] = other;

        try {
            validator.validate(json, 0, json.length);
        } catch (RejectedException e) {
            assertThat(e.reason()).isEqualTo(DeadLetterReason.MALFORMED);
        }
    }

    private static byte[] nested(int depth) {
        return ("{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}").getBytes(StandardCharsets.UTF_8);
    }

    private long validate(String json) throws RejectedException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return validator.validate(bytes, 0, bytes.length);
    }

    private void refused(byte[] json) {
        assertThatThrownBy(() -> validator.validate(json, 0, json.length))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.MALFORMED));
    }
}
