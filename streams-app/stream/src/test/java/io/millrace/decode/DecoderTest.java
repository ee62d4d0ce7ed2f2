// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.millrace.config.stages.TimestampUnit;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.Event;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.Schemas;
import io.millrace.schemas.WireFormat;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final long HOUR = 3_600_000;
    private static final int CLICK_ID = 300;
    private static final int ORDER_ID = 7;

    private final FakeRegistry registry = new FakeRegistry()
            .holding(CLICK_ID, "AVRO", Schemas.CLICK.toString())
            .holding(ORDER_ID, "AVRO", Schemas.ORDER.toString());
    private final RegisteredSchemas schemas = new RegisteredSchemas(registry.client(), Duration.ofMinutes(1), () -> {});
    private final Decoder avro = avro(null);
    private final Decoder json = new Decoder(PayloadFormat.JSON, EventTimeRules.ofRecord(HOUR), null, () -> NOW);
    private int clockReadings;

    private Decoder avro(String timestampField) {
        return new Decoder(PayloadFormat.AVRO, EventTimeRules.ofField(timestampField, HOUR), schemas, () -> {
            clockReadings++;
            return NOW;
        });
    }

    @Test
    void shouldAcceptAvro() throws Exception {
        Event event = event(click(5), 42);

        avro.decode(event);

        assertThat(event.schemaId()).isEqualTo(CLICK_ID);
        assertThat(event.timestamp()).isEqualTo(42);
        assertThat(event.payloadFrom()).isEqualTo(event.valueFrom() + 5);
        assertThat(event.payloadLength()).isEqualTo(event.valueLength() - 5);
    }

    @Test
    void shouldAcceptJson() throws Exception {
        Event event = event(utf8("{\"a\":1}"), 42);

        json.decode(event);

        assertThat(event.schemaId()).isEqualTo(Event.NO_SCHEMA);
        assertThat(event.timestamp()).isEqualTo(42);
        assertThat(event.payloadFrom()).isEqualTo(event.valueFrom());
    }

    @Test
    void shouldTakeTheEventTimeFromTheField() throws Exception {
        Decoder byField = avro("timestamp");
        assertThat(decoded(byField, click(5), -1).timestamp()).isEqualTo(5);

        Decoder jsonByField = new Decoder(PayloadFormat.JSON, EventTimeRules.ofField("ts", HOUR), null, () -> NOW);
        assertThat(decoded(jsonByField, utf8("{\"ts\":6}"), -1).timestamp()).isEqualTo(6);
    }

    @Test
    void shouldRejectEveryEventOfASchemaWithoutTheField() {
        rejected(avro("when"), click(5), 42, DeadLetterReason.BAD_TIMESTAMP, "field when of schema 300");
        rejected(
                new Decoder(PayloadFormat.JSON, EventTimeRules.ofField("when", HOUR), null, () -> NOW),
                utf8("{}"),
                42,
                DeadLetterReason.BAD_TIMESTAMP,
                "no event time in the field when");
    }

    /** Seconds, read as milliseconds, would be January 1970. */
    @Test
    void shouldNotBelieveATimeBeforeTheEarliestAndNameTheUnit() throws Exception {
        long seconds = NOW / 1000;
        Decoder millis = byField(TimestampUnit.MS);
        rejected(
                millis,
                utf8("{\"ts\":" + seconds + "}"),
                42,
                DeadLetterReason.BAD_TIMESTAMP,
                "before 1980-01-01T00:00:00Z (timestamp.min.ms); numbers were read as ms (timestamp.unit)");
        rejected(
                millis,
                utf8("{\"ts\":" + NOW * 1000 + "}"),
                42,
                DeadLetterReason.BAD_TIMESTAMP,
                "ahead of the clock; numbers were read as ms (timestamp.unit)");

        Decoder inSeconds = byField(TimestampUnit.S);
        assertThat(decoded(inSeconds, utf8("{\"ts\":" + seconds + "}"), 42).timestamp())
                .isEqualTo(NOW);
    }

    private static Decoder byField(TimestampUnit unit) {
        return new Decoder(PayloadFormat.JSON, new EventTimeRules("ts", unit, 315_532_800_000L, HOUR), null, () -> NOW);
    }

    @Test
    void shouldSayThatAFieldHoldsNoTime() {
        rejected(
                byField(TimestampUnit.MS),
                utf8("{\"ts\":\"2015-05-17T10:05:03\"}"),
                42,
                DeadLetterReason.BAD_TIMESTAMP,
                "the field ts holds neither a number nor ISO 8601 with an offset");
    }

    @Test
    void shouldRejectANullValue() {
        rejected(avro, null, 42, DeadLetterReason.MALFORMED, "a null value");
        rejected(json, null, 42, DeadLetterReason.MALFORMED, "a null value");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void shouldRejectWhatIsTooShortForTheWireFormat(int length) {
        rejected(avro, new byte[length], 42, DeadLetterReason.MALFORMED, "wire format: " + length + " bytes");
    }

    @Test
    void shouldRejectAnotherMagicByte() {
        byte[] value = click(5);
        value[0] = 1;

        rejected(avro, value, 42, DeadLetterReason.MALFORMED, "wire format");
    }

    @Test
    void shouldRejectAnUnknownSchema() {
        rejected(avro, WireFormat.frame(99, new byte[0]), 42, DeadLetterReason.UNKNOWN_SCHEMA, "id 99");
        rejected(avro, WireFormat.frame(-99, new byte[0]), 42, DeadLetterReason.UNKNOWN_SCHEMA, "id -99");
    }

    @Test
    void shouldRejectTruncatedAndOverlongAvro() {
        byte[] value = click(5);

        for (int length = 5; length < value.length; length++) {
            rejected(avro, Arrays.copyOf(value, length), 42, DeadLetterReason.MALFORMED, "schema 300");
        }
        rejected(avro, Arrays.copyOf(value, value.length + 1), 42, DeadLetterReason.MALFORMED, "1 bytes too many");
    }

    @Test
    void shouldRejectAvroOfAnotherSchema() {
        byte[] value = click(5);
        WireFormat.writePrefix(value, ORDER_ID);

        rejected(avro, value, 42, DeadLetterReason.MALFORMED, "schema 7");
    }

    @Test
    void shouldRejectJsonThatIsNoObject() {
        rejected(json, utf8("[1]"), 42, DeadLetterReason.MALFORMED, "not a JSON object");
        rejected(json, new byte[0], 42, DeadLetterReason.MALFORMED, "not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, NOW + HOUR + 1, NOW + 365 * 24 * HOUR})
    void shouldRejectATimestampOutOfRange(long timestamp) {
        rejected(avro, click(5), timestamp, DeadLetterReason.BAD_TIMESTAMP, "event time " + timestamp);
        rejected(json, utf8("{}"), timestamp, DeadLetterReason.BAD_TIMESTAMP, "event time " + timestamp);
        rejected(avro("timestamp"), click(timestamp), 42, DeadLetterReason.BAD_TIMESTAMP, "event time");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, NOW, NOW + HOUR})
    void shouldAcceptATimestampInRange(long timestamp) throws Exception {
        assertThat(decoded(json, utf8("{}"), timestamp).timestamp()).isEqualTo(timestamp);
    }

    @Test
    void shouldTakeAnUnlimitedLeadForWhatItIs() throws Exception {
        Decoder lenient = new Decoder(PayloadFormat.JSON, EventTimeRules.ofRecord(Long.MAX_VALUE), null, () -> NOW);

        assertThat(decoded(lenient, utf8("{}"), Long.MAX_VALUE).timestamp()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldReadTheClockOnlyForAnEventThatIsAheadOfItsLastReading() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            Event unused = decoded(avro, click(5), NOW + i);
        }

        assertThat(clockReadings).isEqualTo(1);
    }

    @Test
    void shouldFollowSchemasThatTakeTurns() throws Exception {
        registry.holding(1, "AVRO", "\"long\"");
        for (int i = 0; i < 5; i++) {
            assertThat(decoded(avro, click(5), 1).schemaId()).isEqualTo(CLICK_ID);
            assertThat(decoded(avro, WireFormat.frame(1, new byte[] {2}), 1).schemaId())
                    .isEqualTo(1);
            rejected(avro, WireFormat.frame(99, new byte[0]), 1, DeadLetterReason.UNKNOWN_SCHEMA, "99");
            rejected(avro, WireFormat.frame(ORDER_ID, new byte[0]), 1, DeadLetterReason.MALFORMED, "schema 7");
        }
        assertThat(registry.requests()).isEqualTo(4);
    }

    @Test
    void shouldWaitForTheRegistryOnceARun() throws Exception {
        long[] now = {0};
        RegisteredSchemas slow = new RegisteredSchemas(
                registry.client(), Duration.ofSeconds(60), () -> {}, () -> now[0] += 10_000, millis -> {}, () -> 0);
        Decoder decoder = new Decoder(PayloadFormat.AVRO, EventTimeRules.ofRecord(HOUR), slow, () -> NOW);
        for (int id = 1_000; id < 1_050; id++) {
            registry.holding(id, "AVRO", "\"long\"");
        }

        assertThat(decodedInOneRun(decoder, 1_000)).isBetween(1, 10);
        int more = 1_000 + decodedInOneRun(decoder, 1_000);
        assertThat(decodedInOneRun(decoder, more)).isBetween(1, 10);
    }

    /** How many events of schemas that nobody has met before, from the one with that id on, go on before the thread must poll. */
    private static int decodedInOneRun(Decoder decoder, int firstId) throws RejectedException {
        decoder.beginRun();
        for (int done = 0; done < 50; done++) {
            try {
                decoder.decode(event(WireFormat.frame(firstId + done, new byte[] {2}), 1));
            } catch (RegistryUnavailableException e) {
                return done;
            }
        }
        return 50;
    }

    @Test
    void shouldAllocateNothingForAValidAvroEvent() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Decoder byField = avro("timestamp");
        Event value = event(click(5), 0);
        Event other = event(click(6), 0);
        decode(byField, value, other, 20_000);

        long before = threads.getCurrentThreadAllocatedBytes();
        decode(byField, value, other, 100_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated / 100_000.0).isLessThan(0.1);
    }

    private static void decode(Decoder decoder, Event one, Event other, int times) throws RejectedException {
        for (int i = 0; i < times; i++) {
            decoder.decode((i & 1) == 0 ? one : other);
        }
    }

    private static Event decoded(Decoder decoder, byte[] value, long time) throws RejectedException {
        Event event = event(value, time);
        decoder.decode(event);
        return event;
    }

    /** Lies in the middle of other bytes, as in a fetched buffer. */
    private static Event event(byte[] value, long time) {
        Event event = new Event().recordedAt(time);
        if (value == null) {
            return event.value(null, 0, 0);
        }
        byte[] fetched = new byte[value.length + 5];
        Arrays.fill(fetched, (byte) 0xff);
        System.arraycopy(value, 0, fetched, 3, value.length);
        return event.value(fetched, 3, 3 + value.length);
    }

    private static void rejected(Decoder decoder, byte[] value, long time, DeadLetterReason reason, String message) {
        assertThatThrownBy(() -> decoder.decode(event(value, time)))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] click(long timestamp) {
        AvroBuffer out = new AvroBuffer(256);
        out.writeString("event-1");
        out.writeString("request-1");
        out.writeLong(timestamp);
        out.writeNullable(utf8("somebody"));
        out.writeLong(1);
        out.writeString("/index.html");
        out.writeLong(200);
        out.writeLong(12345);
        out.writeNullable(null);
        out.writeString("curl/8");
        return WireFormat.frame(CLICK_ID, out.toByteArray());
    }
}
