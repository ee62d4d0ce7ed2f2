// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.answer.Refusal;
import io.millrace.gateway.frame.Items;
import io.millrace.gateway.frame.MalformedFrameException;
import io.millrace.gateway.frame.TooManyItemsException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OtlpEncodingTest {
    private static final long ARRIVAL = 1_800_000_000_000L;
    private static final int MOST_BYTES = 100_000;
    private static final int MOST_ITEM_BYTES = 20_000;
    private static final String TRACE_ID = "5b8efff798038103d269b633813fc60c";
    private static final String SPAN_ID = "eee19b7ec3c1b174";

    private static final String EVENT = "{\"timestamp\":1544712660300,\"timeUnixNano\":\"1544712660300000000\","
            + "\"observedTimeUnixNano\":\"1544712660400000000\",\"severityNumber\":10,\"severityText\":\"Information\","
            + "\"eventName\":\"paid\",\"body\":\"Ünïcode \\\"log\\\"\",\"attributes\":{\"n\":9007199254740993,"
            + "\"ratio\":0.5,\"none\":\"NaN\",\"ok\":true,\"raw\":\"AQI=\",\"list\":[\"a\",-1,null],\"map\":{\"k\":{}}},"
            + "\"droppedAttributesCount\":2,\"traceId\":\"" + TRACE_ID + "\",\"spanId\":\"" + SPAN_ID
            + "\",\"flags\":1,\"service\":\"shop\",\"resource\":{\"service.name\":\"shop\"},"
            + "\"resourceSchemaUrl\":\"r\",\"scope\":{\"name\":\"lib\",\"version\":\"1\",\"attributes\":{\"s\":\"v\"}},"
            + "\"schemaUrl\":\"s\"}";

    private static final String REQUEST = """
            {"resourceLogs": [{"scopeLogs": [{"logRecords": [{
                "timeUnixNano": "1544712660300000000", "observedTimeUnixNano": 1544712660400000000,
                "severityNumber": 10, "severityText": "Information", "traceId": "5B8EFFF798038103D269B633813FC60C",
                "spanId": "eee19b7ec3c1b174", "flags": 1, "droppedAttributesCount": "2", "eventName": "paid",
                "body": {"stringValue": "Ünïcode \\"log\\""}, "unknown": [{"a": {}}], "severity_text": "ignored",
                "attributes": [
                  {"key": "n", "value": {"intValue": "9007199254740993"}}, {"key": "ratio", "value": {"doubleValue": 0.5}},
                  {"key": "none", "value": {"doubleValue": "NaN"}}, {"key": "ok", "value": {"boolValue": true}},
                  {"key": "raw", "value": {"bytesValue": "AQI="}},
                  {"key": "list", "value": {"arrayValue": {"values": [{"stringValue": "a"}, {"intValue": -1}, {}]}}},
                  {"key": "map", "value": {"kvlistValue": {"values": [{"key": "k", "value": {"kvlistValue": {}}}]}}}
                ]}], "schemaUrl": "s",
              "scope": {"name": "lib", "version": "1", "attributes": [{"key": "s", "value": {"stringValue": "v"}}]}}],
              "schemaUrl": "r", "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}}]}}]}
            """;

    private final AtomicLong taken = new AtomicLong();

    @Example
    void shouldMakeTheSameEventOfBothEncodings() throws Exception {
        assertThat(events(OtlpEncoding.PROTOBUF, request().toByteArray())).containsExactly(EVENT);
        assertThat(events(OtlpEncoding.JSON, REQUEST.getBytes(UTF_8))).containsExactly(EVENT);
        assertThat(taken.get()).isBetween(2L * EVENT.length(), 10L * EVENT.length());
    }

    @Example
    void shouldLeaveOutWhatIsNotThere() throws Exception {
        LogRecord observed =
                LogRecord.newBuilder().setObservedTimeUnixNano(5_000_000).build();
        LogRecord invalidIds = LogRecord.newBuilder()
                .setTraceId(ByteString.copyFrom(new byte[16]))
                .setSpanId(ByteString.copyFrom(new byte[] {1}))
                .build();
        assertThat(events(OtlpEncoding.PROTOBUF, records(observed, invalidIds)))
                .containsExactly(
                        "{\"timestamp\":5,\"observedTimeUnixNano\":\"5000000\"}", "{\"timestamp\":" + ARRIVAL + "}");
    }

    @Example
    void shouldTakeEmptyRequests() throws Exception {
        assertThat(events(OtlpEncoding.PROTOBUF, new byte[0])).isEmpty();
        assertThat(events(OtlpEncoding.JSON, "{}".getBytes(UTF_8))).isEmpty();
        assertThat(events(OtlpEncoding.JSON, new byte[0])).isEmpty();
        assertThat(events(OtlpEncoding.JSON, "{\"resourceLogs\":[{\"scopeLogs\":null}]}".getBytes(UTF_8)))
                .isEmpty();
    }

    @Example
    void shouldSpoilNoRecordForTheFaultsOfAnother() throws Exception {
        LogRecord good = LogRecord.newBuilder().setTimeUnixNano(1_000_000).build();
        LogRecord large =
                good.toBuilder().setBody(text("x".repeat(MOST_ITEM_BYTES))).build();
        LogRecord noText = good.toBuilder()
                .setBody(AnyValue.parseFrom(new byte[] {58, 1, (byte) 0xff}))
                .build();
        byte[] request = records(good, deep(1_000), large, noText, deep(Values.DEEPEST), good);
        // Of bytes, which may be anything, it becomes a string, which may not.
        byte[] notUtf8 = replace(request, new byte[] {58, 1, (byte) 0xff}, new byte[] {10, 1, (byte) 0xff});

        Items items = split(OtlpEncoding.PROTOBUF, notUtf8);

        assertThat(items.count()).isEqualTo(6);
        assertThat(items.get(0)).isEqualTo("{\"timestamp\":1,\"timeUnixNano\":\"1000000\"}".getBytes(UTF_8));
        assertThat(items.fault(1)).isEqualTo("more than 32 lists and maps in one another");
        assertThat(items.size(2)).isGreaterThan(MOST_ITEM_BYTES);
        assertThat(items.fault(3)).isEqualTo("a string is not UTF-8");
        assertThat(items.fault(4)).isNull();
        assertThat(items.get(5)).isEqualTo(items.get(0));
    }

    @Example
    void shouldSayOfEachRecordWhatIsWrongWithItsResource() throws Exception {
        Resource deep = Resource.newBuilder()
                .addAttributes(pair("a", deep(1_000).getBody()))
                .build();
        Resource large = Resource.newBuilder()
                .addAttributes(pair("a", text("x".repeat(MOST_ITEM_BYTES))))
                .build();
        Items items = split(
                OtlpEncoding.PROTOBUF,
                ExportLogsServiceRequest.newBuilder()
                        .addResourceLogs(logs(deep, LogRecord.getDefaultInstance()))
                        .addResourceLogs(logs(large, LogRecord.getDefaultInstance()))
                        .addResourceLogs(logs(Resource.getDefaultInstance(), LogRecord.getDefaultInstance()))
                        .build()
                        .toByteArray());
        assertThat(items.fault(0)).startsWith("in the resource or scope, more than 32 lists");
        assertThat(items.size(1)).isGreaterThan(MOST_ITEM_BYTES);
        assertThat(items.get(2)).isEqualTo(("{\"timestamp\":" + ARRIVAL + ",\"resource\":{}}").getBytes(UTF_8));
    }

    @Example
    void shouldRefuseBodiesThatAreNoRequestWithoutShowingThem() {
        for (String body : List.of(
                "secret",
                "[]",
                "\"secret\"",
                "{",
                "{} {}",
                "{\"resourceLogs\":{}}",
                "{\"resourceLogs\":[1]}",
                "{\"resourceLogs\":[{\"resource\":[]}]}",
                record("\"traceId\":\"secret\""),
                record("\"timeUnixNano\":\"secret\""),
                record("\"timeUnixNano\":1.5"),
                record("\"timeUnixNano\":\"18446744073709551616\""),
                record("\"severityNumber\":\"SEVERITY_NUMBER_INFO\""),
                record("\"severityText\":1"),
                record("\"body\":\"secret\""),
                record("\"body\":{\"boolValue\":\"true\"}"),
                record("\"body\":{\"doubleValue\":\"secret\"}"),
                record("\"body\":{\"bytesValue\":\"secret!\"}"),
                record("\"body\":" + "{\"arrayValue\":{\"values\":[".repeat(1_000)))) {
            assertThatThrownBy(() -> split(OtlpEncoding.JSON, body.getBytes(UTF_8)))
                    .as(body)
                    .isInstanceOf(MalformedFrameException.class)
                    .hasMessageNotContaining("secret")
                    .hasMessageContaining("at byte");
        }
        byte[] whole = request().toByteArray();
        assertThatThrownBy(() -> split(OtlpEncoding.PROTOBUF, Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(MalformedFrameException.class);
        assertThatThrownBy(() -> split(OtlpEncoding.PROTOBUF, REQUEST.getBytes(UTF_8)))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Example
    void shouldHoldRequestsToTheirRoom() {
        LogRecord[] many = new LogRecord[101];
        Arrays.fill(many, LogRecord.getDefaultInstance());
        assertThatThrownBy(() -> split(OtlpEncoding.PROTOBUF, records(many))).isInstanceOf(TooManyItemsException.class);
        taken.set(0);

        Resource resource = Resource.newBuilder()
                .addAttributes(pair("a", text("x".repeat(MOST_ITEM_BYTES / 2))))
                .build();
        byte[] bomb = ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(logs(resource, Arrays.copyOf(many, 20)))
                .build()
                .toByteArray();
        assertThatThrownBy(() -> split(OtlpEncoding.PROTOBUF, bomb))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(Problem.EXPANDS_TOO_MUCH));
        assertThat(taken.get()).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Property
    void shouldReadOrRefuseWhateverComes(@ForAll long seed) {
        Random random = new Random(seed);
        for (OtlpEncoding encoding : OtlpEncoding.values()) {
            byte[] whole = encoding == OtlpEncoding.JSON
                    ? REQUEST.getBytes(UTF_8)
                    : request().toByteArray();
            byte[] broken = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            for (int i = random.nextInt(4); i > 0; i--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(split(encoding, broken).count()).isLessThanOrEqualTo(100);
            } catch (MalformedFrameException | Refusal e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    private static ExportLogsServiceRequest request() {
        AnyValue list = AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder()
                        .addValues(text("a"))
                        .addValues(AnyValue.newBuilder().setIntValue(-1))
                        .addValues(AnyValue.getDefaultInstance()))
                .build();
        AnyValue empty = AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.getDefaultInstance())
                .build();
        AnyValue map = AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.newBuilder().addValues(pair("k", empty)))
                .build();
        LogRecord record = LogRecord.newBuilder()
                .setTimeUnixNano(1544712660300000000L)
                .setObservedTimeUnixNano(1544712660400000000L)
                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO2)
                .setSeverityText("Information")
                .setEventName("paid")
                .setBody(text("Ünïcode \"log\""))
                .addAttributes(pair(
                        "n",
                        AnyValue.newBuilder().setIntValue(9007199254740993L).build()))
                .addAttributes(
                        pair("ratio", AnyValue.newBuilder().setDoubleValue(0.5).build()))
                .addAttributes(pair(
                        "none", AnyValue.newBuilder().setDoubleValue(Double.NaN).build()))
                .addAttributes(
                        pair("ok", AnyValue.newBuilder().setBoolValue(true).build()))
                .addAttributes(pair(
                        "raw",
                        AnyValue.newBuilder()
                                .setBytesValue(ByteString.copyFrom(new byte[] {1, 2}))
                                .build()))
                .addAttributes(pair("list", list))
                .addAttributes(pair("map", map))
                .setDroppedAttributesCount(2)
                .setTraceId(ByteString.fromHex(TRACE_ID))
                .setSpanId(ByteString.fromHex(SPAN_ID))
                .setFlags(1)
                .build();
        Resource resource = Resource.newBuilder()
                .addAttributes(pair("service.name", text("shop")))
                .build();
        InstrumentationScope scope = InstrumentationScope.newBuilder()
                .setName("lib")
                .setVersion("1")
                .addAttributes(pair("s", text("v")))
                .build();
        ScopeLogs scopeLogs = ScopeLogs.newBuilder()
                .setScope(scope)
                .setSchemaUrl("s")
                .addLogRecords(record)
                .build();
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(resource)
                        .setSchemaUrl("r")
                        .addScopeLogs(scopeLogs))
                .build();
    }

    private static String record(String member) {
        return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{" + member + "}]}]}]}";
    }

    private static ResourceLogs logs(Resource resource, LogRecord... records) {
        return ResourceLogs.newBuilder()
                .setResource(resource)
                .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(List.of(records)))
                .build();
    }

    private static byte[] records(LogRecord... records) {
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(List.of(records))))
                .build()
                .toByteArray();
    }

    private static LogRecord deep(int lists) {
        AnyValue value = text("deep");
        for (int i = 0; i < lists; i++) {
            value = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(value))
                    .build();
        }
        return LogRecord.newBuilder().setBody(value).build();
    }

    private static KeyValue pair(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    private static AnyValue text(String text) {
        return AnyValue.newBuilder().setStringValue(text).build();
    }

    private static byte[] replace(byte[] in, byte[] what, byte[] by) {
        byte[] out = in.clone();
        for (int i = 0; i + what.length <= in.length; i++) {
            if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
                System.arraycopy(by, 0, out, i, by.length);
            }
        }
        return out;
    }

    private List<String> events(OtlpEncoding encoding, byte[] body) throws Exception {
        Items items = split(encoding, body);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < items.count(); i++) {
            assertThat(items.fault(i)).isNull();
            events.add(new String(items.get(i), UTF_8));
        }
        return events;
    }

    private Items split(OtlpEncoding encoding, byte[] body) throws MalformedFrameException, Refusal {
        Room room = new Room(100, MOST_ITEM_BYTES, MOST_BYTES, taken::addAndGet);
        return encoding.events(body, body.length, room, ARRIVAL);
    }
}
