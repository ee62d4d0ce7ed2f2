// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.postgres.table.UnfitTableException;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.Failures;
import io.millrace.sink.Outcome;
import io.millrace.sink.TestBatches;
import io.millrace.sink.payload.BatchRefusedException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a table may refuse, and what becomes of it; each on a real server. */
class BadInputIT {
    private static final int ROWS = 7;
    private static final int BAD = 4;

    private TestSink sink;

    @BeforeEach
    void prepare() {
        TestServer.makeSchema("bad");
        sink = TestSink.of();
    }

    @AfterEach
    void close() {
        sink.close();
    }

    /**
     * One kind of bad event among good ones.
     *
     * @param ddl what makes the table pickier than the sink would, empty for nothing
     * @param good the values of an event's field {@code v} by the event's index
     * @param said what the dead letter's message must hold
     */
    private record Case(String field, String ddl, Good good, Object bad, String said) {
        interface Good {
            Object of(int index);
        }
    }

    private static final String OWN_TABLE =
            "CREATE TABLE bad.clicks (source_partition int NOT NULL, source_offset bigint NOT NULL,"
                    + " event_time timestamptz NOT NULL, v %s, PRIMARY KEY (source_partition, source_offset))";

    static Stream<Case> badEvents() {
        return Stream.of(
                new Case("'string'", "", i -> "good " + i, "secret\0", "22021"),
                new Case("'long'", "int", i -> (long) i, 1L << 40, "22003"),
                new Case("'int'", "smallint", i -> i, 1 << 20, "22003"),
                new Case(
                        "{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}",
                        "numeric(4,2)",
                        i -> new BigDecimal("12.3" + i),
                        new BigDecimal("7654321.00"),
                        "22003"),
                new Case(
                        "{'type':'long','logicalType':'timestamp-millis'}",
                        "",
                        i -> 1000L * i,
                        Long.MAX_VALUE,
                        "22008"),
                new Case("{'type':'long','logicalType':'timestamp-micros'}", "", i -> 1000L * i, -(1L << 60), "22008"),
                new Case("{'type':'int','logicalType':'date'}", "", i -> i, Integer.MIN_VALUE, "22008"),
                new Case("{'type':'long','logicalType':'time-micros'}", "", i -> (long) i, 1L << 50, "22008"),
                new Case(
                        "{'type':'string','logicalType':'uuid'}",
                        "",
                        i -> "8f2f2a0e-0000-4000-8000-00000000000" + i,
                        "secret",
                        "22P02"),
                new Case("['null','string']", "text NOT NULL", i -> "good " + i, null, "23502"),
                new Case("'string'", "text UNIQUE", i -> "good " + i, "good 1", "23505"),
                new Case("'int'", "int CHECK (v < 100)", i -> i, 12345, "23514"),
                new Case("'int'", "int REFERENCES bad.known DEFERRABLE INITIALLY DEFERRED", i -> i, 12345, "23503"),
                new Case("'string'", "bad.mood", i -> "happy", "secret", "22P02"),
                new Case("'string'", "varchar(8)", i -> "good " + i, "secret secret", "22001"),
                new Case("'string'", "bad.short", i -> "good " + i, "secret secret", "23514"),
                new Case(
                        "{'type':'map','values':'string'}", "", i -> Map.of("k", "v" + i), Map.of("k", "\0"), "22P05"));
    }

    @ParameterizedTest
    @MethodSource("badEvents")
    void shouldRejectTheBadEventAndWriteTheOthers(Case bad) throws Exception {
        TestServer.execute("CREATE TYPE bad.mood AS ENUM ('happy')");
        TestServer.execute("CREATE DOMAIN bad.short AS text CHECK (length(VALUE) < 9)");
        TestServer.execute("CREATE TABLE bad.known (id int PRIMARY KEY)");
        TestServer.execute("INSERT INTO bad.known SELECT generate_series(0, 10)");
        TestServer.execute("GRANT SELECT, REFERENCES ON bad.known TO sink");
        if (!bad.ddl().isEmpty()) {
            ownTable(bad.ddl());
        }
        Schema schema = TestSink.schema("{'name':'v','type':" + bad.field() + "}");

        Outcome outcome = sink.deliver(batch(schema, bad));

        assertThat(outcome.rejected()).containsOnlyKeys(BAD);
        assertThat(outcome.rejected().get(BAD))
                .hasMessageContaining(bad.said())
                .hasMessageNotContainingAny("secret", "12345", "7654321");
        assertThat(outcome.rejected().get(BAD).getCause()).isNull();
        assertThat(offsets()).containsExactly("40", "41", "42", "43", "45", "46");
        assertThat(TestServer.query("SELECT rejected::text FROM bad.millrace_batches"))
                .containsExactly("{4}");
    }

    private EventBatch batch(Schema schema, Case bad) {
        return batch(schema, bad, ROWS);
    }

    private EventBatch batch(Schema schema, Case bad, int rows) {
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            GenericData.Record event = new GenericData.Record(schema);
            event.put("v", i == BAD ? bad.bad() : bad.good().of(i));
            events.add(TestSink.encode(schema, event));
        }
        return sink.batch(schema, 40, events);
    }

    private static void ownTable(String type) {
        TestServer.execute(String.format(OWN_TABLE, type));
        TestServer.execute("GRANT INSERT, SELECT ON bad.clicks TO sink");
        TestServer.execute("ALTER TABLE bad.clicks OWNER TO sink");
    }

    private static List<String> offsets() {
        return TestServer.query("SELECT source_offset FROM bad.clicks ORDER BY 1");
    }

    @Test
    void shouldRejectAnEventThatDoesNotMatchItsSchema() throws Exception {
        Schema schema =
                TestSink.schema("{'name':'v','type':'string'},{'name':'more','type':{'type':'map','values':'int'}}");
        GenericData.Record good = new GenericData.Record(schema);
        good.put("v", "good");
        good.put("more", Map.of("a", 1));
        byte[] bytes = TestSink.encode(schema, good);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 2);

        Outcome outcome = sink.deliver(sink.batch(schema, 40, List.of(bytes, cut, bytes)));

        assertThat(outcome.rejected()).containsOnlyKeys(1);
        assertThat(outcome.rejected().get(1))
                .isInstanceOfSatisfying(
                        BatchRefusedException.class, e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.MALFORMED));
        assertThat(offsets()).containsExactly("40", "42");
    }

    @Test
    void shouldFindManyBadEventsOfSeveralKinds() throws Exception {
        ownTable("int CHECK (v < 100)");
        TestServer.execute("ALTER TABLE bad.clicks ADD t text");
        Schema schema = TestSink.schema("{'name':'v','type':'int'},{'name':'t','type':'string'}");
        List<byte[]> events = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            GenericData.Record event = new GenericData.Record(schema);
            event.put("v", i % 11 == 0 ? 100 : 1);
            event.put("t", i % 13 == 0 ? "\0" : "text");
            events.add(TestSink.encode(schema, event));
            if (i % 11 == 0 || i % 13 == 0) {
                expected.add(i);
            }
        }

        Outcome outcome = sink.deliver(sink.batch(schema, 0, events));

        assertThat(outcome.rejected().keySet()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(offsets()).hasSize(120 - expected.size());
    }

    /** Over the staging table, which a connection keeps. */
    @Test
    void shouldTakeWhatAColumnTakesThatWasMadeWider() throws Exception {
        Schema schema = TestSink.schema("{'name':'v','type':'string'}");
        Case tooLong = new Case("'string'", "varchar(8)", i -> "good " + i, "longer than that", "22001");
        ownTable(tooLong.ddl());
        assertThat(sink.deliver(batch(schema, tooLong)).rejected()).containsOnlyKeys(BAD);
        TestServer.execute("ALTER TABLE bad.clicks ALTER v TYPE varchar(30)");

        assertThat(sink.deliver(batch(schema, tooLong, ROWS + 1))).isEqualTo(new Outcome.Delivered());

        assertThat(offsets()).hasSize(ROWS + 1);
    }

    /** The server quotes the JSON it refuses, in which what Java takes for the start of a line may come before its own words. */
    @Test
    void shouldNotBelieveWhatAnEventSaysOfTheCopy() throws Exception {
        String forged =
                "{\"a\":\"x\u2028COPY clicks, line 1, column secret\u0085COPY t, line 1, column secret\\u0000\"}";

        Outcome outcome = sink.deliver(TestBatches.open(TestBatches.json(40, "{}", "{}", forged, "{}")));

        assertThat(outcome.rejected()).containsOnlyKeys(2);
        assertThat(outcome.rejected().get(2))
                .hasMessage("PostgreSQL refuses the row: 22P05 text with a NUL character, column payload");
        assertThat(offsets()).containsExactly("40", "41", "43");
    }

    @Test
    void shouldRejectEveryEventOfABatch() throws Exception {
        String[] events =
                IntStream.range(0, 20).mapToObj(i -> "{\"a\":\"\\u0000\"}").toArray(String[]::new);

        Outcome outcome = sink.deliver(TestBatches.open(TestBatches.json(0, events)));

        assertThat(outcome.rejected()).hasSize(20);
        assertThat(offsets()).isEmpty();
    }

    /** What a passing state of the server, or somebody who ends our connection, does in the middle of a COPY. */
    @ParameterizedTest
    @CsvSource({
        "connection killed,     PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(0.1)",
        "serialization failure, RAISE EXCEPTION 'again' USING ERRCODE = '40001'",
        "deadlock,              RAISE EXCEPTION 'again' USING ERRCODE = '40P01'",
        "disk full,             RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'",
        "read only,             RAISE EXCEPTION 'read only' USING ERRCODE = '25006'",
    })
    void shouldAskForARetryAndDeliverThen(String what, String action) throws Exception {
        ownTable("int");
        TestServer.execute("CREATE SEQUENCE bad.rows");
        TestServer.execute("GRANT ALL ON bad.rows TO sink");
        TestServer.execute(
                "CREATE FUNCTION bad.once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('bad.rows') = 3 THEN "
                        + action + "; END IF; RETURN NEW; END $$");
        TestServer.execute("CREATE TRIGGER once BEFORE INSERT ON bad.clicks FOR EACH ROW EXECUTE FUNCTION bad.once()");
        EventBatch batch = batch(TestSink.schema("{'name':'v','type':'int'}"), fine());

        assertThatThrownBy(() -> sink.deliver(batch))
                .satisfies(e ->
                        assertThat(new PostgresFailures().classify(e)).as(what).isEqualTo(Failures.Kind.RETRIABLE));
        assertThat(offsets()).isEmpty();

        assertThat(sink.deliver(batch)).isEqualTo(new Outcome.Delivered());
        assertThat(offsets()).hasSize(ROWS);
    }

    private static Case fine() {
        return new Case("'int'", "", i -> i, BAD, "");
    }

    @Test
    void shouldWaitForALock() throws Exception {
        Schema schema = TestSink.schema("{'name':'v','type':'int'}");
        sink.deliver(sink.batch(schema, 0, set("v", 1)));
        EventBatch batch = batch(schema, fine());
        try (TestServer.Transaction lock = TestServer.begin("LOCK TABLE bad.clicks")) {
            assertThatThrownBy(() -> sink.deliver(batch))
                    .hasMessageContaining("55P03")
                    .satisfies(
                            e -> assertThat(new PostgresFailures().classify(e)).isEqualTo(Failures.Kind.RETRIABLE));
            lock.rollback();
        }

        assertThat(sink.deliver(batch)).isEqualTo(new Outcome.Delivered());
    }

    @Test
    void shouldAddAColumnAgainThatIsDroppedUnderUs() throws Exception {
        Schema schema = TestSink.schema("{'name':'v','type':'int'}");
        sink.deliver(sink.batch(schema, 0, set("v", 1)));
        TestServer.execute("ALTER TABLE bad.clicks DROP COLUMN v");

        sink.deliver(sink.batch(schema, 1, set("v", 2)));

        assertThat(TestServer.query("SELECT v FROM bad.clicks ORDER BY source_offset"))
                .containsExactly(null, "2");
    }

    @ParameterizedTest
    @CsvSource({
        "DROP COLUMN v,            check,  has no column v",
        "ADD w int NOT NULL,       create, The column w",
        "ALTER v TYPE text,        create, 'v has the type text, but the events need integer'",
        "DROP CONSTRAINT clicks_pkey, create, 'no unique index on (source_partition, source_offset)'",
        "DROP COLUMN event_time,   create, needs a column event_time",
        "RENAME TO other,          check,  There is no table clicks",
    })
    void shouldStopWithASentenceWhenNoEventFitsTheTable(String change, String mode, String saying) throws Exception {
        Schema schema = TestSink.schema("{'name':'v','type':'int'}");
        sink.deliver(sink.batch(schema, 0, set("v", 1)));
        TestServer.execute("DELETE FROM bad.clicks");
        TestServer.execute("ALTER TABLE bad.clicks " + change);

        try (TestSink next = sink.twin("postgres.table.mode", mode)) {
            assertThatThrownBy(() -> next.deliver(sink.batch(schema, 1, set("v", 2))))
                    .hasMessageContaining("clicks.events-3-1-1")
                    .hasMessageContaining(saying)
                    .hasCauseInstanceOf(UnfitTableException.class)
                    .satisfies(
                            e -> assertThat(new PostgresFailures().classify(e)).isEqualTo(Failures.Kind.FATAL));
        }
        assertThat(TestServer.query("SELECT batch_id FROM bad.millrace_batches"))
                .containsExactly("clicks.events-3-0-0");
    }

    @Test
    void shouldStopWhenTheTypeOfAColumnIsChangedUnderUs() throws Exception {
        Schema schema = TestSink.schema("{'name':'v','type':'int'}");
        sink.deliver(sink.batch(schema, 0, set("v", 1)));
        TestServer.execute("ALTER TABLE bad.clicks ALTER v TYPE bool USING true");

        assertThatThrownBy(() -> sink.deliver(sink.batch(schema, 1, set("v", 2))))
                .hasMessageContaining("has the type bool");
    }

    @Test
    void shouldNotTakeRowsOfAnotherTopicForItsOwn() throws Exception {
        ownTable("int");
        TestServer.execute("INSERT INTO bad.clicks VALUES (3, 42, '2001-01-01Z', 1)");

        assertThatThrownBy(() -> sink.deliver(batch(TestSink.schema("{'name':'v','type':'int'}"), fine())))
                .hasMessageContaining("1 other events under the partition and offset");
        assertThat(offsets()).containsExactly("42");
    }

    private static List<byte[]> set(String field, Object value) {
        Schema schema = TestSink.schema("{'name':'" + field + "','type':'int'}");
        GenericData.Record event = new GenericData.Record(schema);
        event.put(field, value);
        return List.of(TestSink.encode(schema, event));
    }
}
