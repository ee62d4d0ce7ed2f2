// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.answer.Refusal;
import io.millrace.gateway.frame.Items;
import io.millrace.gateway.frame.MalformedFrameException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three modes of CloudEvents' HTTP binding, and what of each becomes of a record. */
class CloudEventsTest {
    private static final String STRUCTURED = "application/cloudevents+json";

    private static HttpFields.Mutable binary(String contentType) {
        HttpFields.Mutable headers = HttpFields.build()
                .add("ce-id", "1")
                .add("ce-source", "/shop")
                .add("ce-type", "hit")
                .add("ce-specversion", "1.0");
        return contentType == null ? headers : headers.add("Content-Type", contentType);
    }

    /** As {@link EventsHandler} does it. */
    private static BodyKind kind(HttpFields headers) throws Refusal {
        return BodyKind.of(headers.get("Content-Type"), CloudEventHeaders.areIn(headers), false);
    }

    private static Map<String, String> record(HttpFields headers) throws Refusal {
        Map<String, String> record = new LinkedHashMap<>();
        for (Header header : RequestHeaders.ofRecord(headers, kind(headers), CloudEventHeaders.areIn(headers))) {
            record.put(header.key(), new String(header.value(), UTF_8));
        }
        return record;
    }

    private static List<String> events(HttpFields headers, String body) throws Exception {
        byte[] bytes = body.getBytes(UTF_8);
        Items items = kind(headers).frame().split(bytes, bytes.length, 10);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < items.count(); i++) {
            events.add(new String(items.get(i), UTF_8));
        }
        return events;
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', textBlock = """
            ce-id              | a-1                      | ce_id              | a-1
            CE-Source          | https://x/y?z=1          | ce_source          | https://x/y?z=1
            ce-type            | com.example.hit          | ce_type            | com.example.hit
            ce-subject         | Euro%20%E2%82%AC         | ce_subject         | Euro €
            ce-subject         | "a \\"b\\" c"            | ce_subject         | a "b" c
            ce-time            | 2026-11-27T10:00:00Z     | ce_time            | 2026-11-27T10:00:00Z
            ce-time            | yesterday                | ce_time            | yesterday
            ce-dataschema      | urn:schema               | ce_dataschema      | urn:schema
            ce-partitionkey    | k%251                    | ce_partitionkey    | k%1
            ce-traceparent     | 00-ab-cd-01              | ce_traceparent     | 00-ab-cd-01
            """, delimiter = '|')
    void shouldMakeEachAttributeInBinaryModeAHeaderOfTheRecord(
            String header, String value, String recordHeader, String text) throws Exception {
        HttpFields headers = binary("text/plain").put(header, value);

        assertThat(record(headers)).containsEntry(recordHeader, text).containsEntry("content-type", "text/plain");
        assertThat(RequestHeaders.envelope(headers, kind(headers), true, Long.MAX_VALUE))
                .as("neither key nor time is taken from an attribute")
                .extracting("key", "timestamp")
                .containsOnlyNulls();
        assertThat(events(headers, "[1,\n2]"))
                .as("the body is the data, as it came")
                .containsExactly("[1,\n2]");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '',                                 ''
            application/json; charset=utf-8,    application/json; charset=utf-8
            application/x-ndjson,               application/x-ndjson
            image/png,                          image/png
            """)
    void shouldKeepTheContentTypeOfDataInBinaryMode(String contentType, String recordHeader) throws Exception {
        HttpFields headers = binary(contentType.isEmpty() ? null : contentType);

        assertThat(record(headers).getOrDefault("content-type", "")).isEqualTo(recordHeader);
        assertThat(events(headers, "1\n2")).containsExactly("1\n2");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', delimiter = '|', textBlock = """
            application/cloudevents+json                       | {"specversion":"1.0","id":"1"}  | {"specversion":"1.0","id":"1"}
            Application/CloudEvents+JSON; charset="UTF-8"      | {"no":"event"}                  | {"no":"event"}
            application/cloudevents+json                       | [1]                             | [1]
            application/cloudevents-batch+json                 | [{"id":"1"},{"id":"2"}]         | {"id":"1"};{"id":"2"}
            application/cloudevents-batch+json; charset=utf-8  | [{"id":"1"},2, {"a":[3,"]"]}]   | {"id":"1"};2;{"a":[3,"]"]}
            """)
    void shouldLeaveAttributesInTheBodyInTheOtherModesAndJudgeNoEvent(String contentType, String body, String expected)
            throws Exception {
        for (HttpFields headers : List.of(
                HttpFields.build().add("Content-Type", contentType),
                // A sender may repeat attributes in headers; they do not make it binary mode.
                HttpFields.build(binary(contentType)),
                HttpFields.build().add("Content-Type", contentType).add("ce-specversion", "0.3"))) {
            assertThat(record(headers)).containsExactly(Map.entry("content-type", STRUCTURED));
            assertThat(events(headers, body)).containsExactly(expected.split(";"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":\"1\"}", "[{\"id\":\"1\"},]", "[{\"id\":\"1\"}", "[]", "1", ""})
    void shouldRefuseABatchThatIsNoArrayOfEvents(String body) {
        HttpFields headers = HttpFields.build().add("Content-Type", "application/cloudevents-batch+json");

        assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> events(headers, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce-id", "ce-source", "ce-type", "ce-specversion"})
    void shouldRefuseAnEventThatLacksARequiredAttribute(String header) {
        assertRefused(
                Problem.BAD_HEADER,
                header + " is missing",
                binary("application/json").remove(header));
        assertRefused(
                Problem.BAD_HEADER,
                header + " is missing",
                binary("application/json").remove(header).add(header, ""));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', delimiter = '|', textBlock = """
            ce-specversion   | 0.3      | ce-specversion is not 1.0
            ce-specversion   | 1        | ce-specversion is not 1.0
            ce-subject       | 50%      | ce-subject has a percent sign that escapes nothing
            ce-subject       | %zz      | ce-subject has a percent sign that escapes nothing
            ce-subject       | %ff      | ce-subject is not UTF-8
            ce-my_extension  | x        | the name of a CloudEvents attribute has letters and digits only
            ce-              | x        | the name of a CloudEvents attribute has letters and digits only
            """)
    void shouldRefuseAnAttributeThatCannotBeOne(String header, String value, String why) {
        assertRefused(Problem.BAD_HEADER, why, binary("application/json").put(header, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce-id", "ce-time", "CE-Subject"})
    void shouldRefuseAnAttributeThatIsThereTwice(String header) {
        assertRefused(
                Problem.BAD_HEADER,
                header.toLowerCase(Locale.ROOT) + " is there twice",
                binary("application/json").put(header, "a").add(header, "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+xml",
                "application/cloudevents",
                "application/cloudevents+avro",
                "application/cloudevents+json; charset=utf-16",
                "application/cloudevents-batch+json; charset=latin1"
            })
    void shouldRefuseOtherFormatsOfEvents(String contentType) {
        assertRefused(Problem.UNSUPPORTED_TYPE, null, HttpFields.build().add("Content-Type", contentType));
        assertRefused(Problem.UNSUPPORTED_TYPE, null, HttpFields.build(binary(contentType)));
    }

    private static void assertRefused(Problem problem, String why, HttpFields headers) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> record(headers))
                .satisfies(refusal -> {
                    assertThat(refusal.problem()).isEqualTo(problem);
                    if (why != null) {
                        assertThat(refusal).hasMessage(why);
                    }
                });
    }
}
