// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.schemas.EventBatch;
import io.millrace.sink.Outcome;
import io.millrace.sink.TestBatches;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in the table after whatever may happen between a batch and its offset; on a real server. */
class PostgresWriterIT {
    private static final Schema ORDER = TestSink.schema("{'name':'id','type':'string'},{'name':'amount','type':'int'}");

    private TestSink sink;

    @BeforeEach
    void prepare() {
        TestServer.makeSchema("orders");
        sink = TestSink.of();
    }

    @AfterEach
    void close() {
        sink.close();
    }

    private EventBatch orders(long firstOffset, String... idsAndAmounts) {
        return orders(sink, firstOffset, idsAndAmounts);
    }

    private static EventBatch orders(TestSink sink, long firstOffset, String... idsAndAmounts) {
        return sink.batch(
                ORDER,
                firstOffset,
                Arrays.stream(idsAndAmounts)
                        .map(text -> order(text.split("=", -1)[0], Integer.parseInt(text.split("=", -1)[1])))
                        .toList());
    }

    private static byte[] order(String id, int amount) {
        GenericData.Record order = new GenericData.Record(ORDER);
        order.put("id", id);
        order.put("amount", amount);
        return TestSink.encode(ORDER, order);
    }

    private static List<String> rows() {
        return TestServer.query("SELECT source_partition || '/' || source_offset || ' ' || id || '=' || amount"
                + " FROM orders.clicks ORDER BY source_offset");
    }

    @Test
    void shouldHoldEveryTypeOfAvro() throws Exception {
        Schema schema = TestSink.schema("""
                {'name':'text','type':'string'}, {'name':'small','type':'int'}, {'name':'big','type':'long'},
                {'name':'single','type':'float'}, {'name':'twice','type':'double'}, {'name':'yes','type':'boolean'},
                {'name':'raw','type':'bytes'}, {'name':'four','type':{'type':'fixed','name':'Four','size':4}},
                {'name':'suit','type':{'type':'enum','name':'Suit','symbols':['CLUBS','HEARTS']}},
                {'name':'price','type':{'type':'bytes','logicalType':'decimal','precision':30,'scale':5}},
                {'name':'day','type':{'type':'int','logicalType':'date'}},
                {'name':'clock','type':{'type':'long','logicalType':'time-micros'}},
                {'name':'at','type':{'type':'long','logicalType':'timestamp-millis'}},
                {'name':'local','type':{'type':'long','logicalType':'local-timestamp-micros'}},
                {'name':'uid','type':{'type':'string','logicalType':'uuid'}},
                {'name':'tags','type':{'type':'array','items':['null','string']}},
                {'name':'none','type':{'type':'array','items':'long'}},
                {'name':'map','type':{'type':'map','values':'double'}},
                {'name':'either','type':['null','int','string']}, {'name':'maybe','type':['null','int']},
                {'name':'camelCase','type':'int'}
                """);
        GenericData.Record event = new GenericData.Record(schema);
        event.put("text", "zwölf \"'\\");
        event.put("small", -7);
        event.put("big", Long.MIN_VALUE);
        event.put("single", 1.5f);
        event.put("twice", -0.1);
        event.put("yes", true);
        event.put("raw", ByteBuffer.wrap(new byte[] {0, -1}));
        event.put("four", new GenericData.Fixed(schema.getField("four").schema(), new byte[] {1, 2, 3, 4}));
        event.put("suit", new GenericData.EnumSymbol(schema.getField("suit").schema(), "HEARTS"));
        event.put("price", new BigDecimal("-1234567890123456.00120"));
        event.put("day", -1);
        event.put("clock", 3_661_000_001L);
        event.put("at", -1L);
        event.put("local", 1L);
        event.put("uid", "8F2F2A0E-0000-4000-8000-000000000001");
        event.put("tags", Arrays.asList("a", null, "c"));
        event.put("none", List.of());
        event.put("map", Map.of("k", 2.5));
        event.put("either", "text");
        event.put("camelCase", 1);

        sink.deliver(sink.batch(schema, 40, List.of(TestSink.encode(schema, event))));

        assertThat(TestServer.query("""
                        SELECT concat_ws('|', text, small, big, single, twice, yes, raw, four, suit, price, day, clock,
                            at AT TIME ZONE 'UTC', local, uid, tags, none, map, either, maybe IS NULL, "camelCase",
                            source_partition, source_offset, event_time AT TIME ZONE 'UTC') FROM orders.clicks"""))
                .containsExactly("zwölf \"'\\|-7|-9223372036854775808|1.5|-0.1|t|\\x00ff|\\x01020304|HEARTS"
                        + "|-1234567890123456.00120|1969-12-31|01:01:01.000001|1969-12-31 23:59:59.999|1970-01-01 00:00:00.000001"
                        + "|8f2f2a0e-0000-4000-8000-000000000001|{a,NULL,c}|{}|{\"k\": 2.5}|\"text\"|t|1"
                        + "|3|40|2015-05-17 10:05:03");
        assertThat(TestServer.query(
                        "SELECT pg_typeof(price) || format_type(atttypid, atttypmod) FROM orders.clicks, pg_attribute"
                                + " WHERE attrelid = 'orders.clicks'::regclass AND attname = 'price'"))
                .containsExactly("numericnumeric(30,5)");
    }

    /** The first task has written and not committed its offset when it is killed; the next one gets the batch again. */
    @Test
    void shouldWriteNothingTwiceAfterACrash() throws Exception {
        sink.deliver(orders(40, "a=1", "b=2"));
        TestServer.kill();
        TestServer.startAgain();

        try (TestSink next = sink.twin()) {
            assertThat(next.deliver(orders(40, "a=1", "b=2"))).isEqualTo(new Outcome.Delivered());
        }

        assertThat(rows()).containsExactly("3/40 a=1", "3/41 b=2");
    }

    @Test
    void shouldLetTheSecondOfTwoTasksWaitForTheFirstAndWriteNothing() throws Exception {
        sink.deliver(orders(0, "a=1"));
        EventBatch batch = orders(40, "b=2", "c=3");
        try (TestServer.Transaction zombie = TestServer.begin(
                "INSERT INTO orders.millrace_batches (batch_id, pipeline, events) VALUES ('clicks.events-3-40-41', 'clicks', 2)")) {
            CompletableFuture<Outcome> second = CompletableFuture.supplyAsync(() -> delivered(batch));
            await().until(() -> !TestServer.query(
                            "SELECT pid FROM pg_stat_activity WHERE usename = 'sink' AND wait_event_type = 'Lock'")
                    .isEmpty());

            zombie.commit();

            assertThat(second.get()).isEqualTo(new Outcome.Delivered());
        }
        assertThat(rows()).containsExactly("3/0 a=1");
    }

    private Outcome delivered(EventBatch batch) {
        try {
            return sink.deliver(batch);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldWriteEachBatchOnceWhenTwoTasksHaveThemAll() throws Exception {
        try (TestSink other = sink.twin()) {
            List<CompletableFuture<Outcome>> all = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                        try {
                            return (i % 2 == 0 ? sink : other).deliver(orders(i / 2 * 2, "a=1", "b=2"));
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }))
                    .toList();
            all.forEach(CompletableFuture::join);
        }

        assertThat(rows()).hasSize(40);
        assertThat(TestServer.query("SELECT count(*) FROM orders.millrace_batches"))
                .containsExactly("20");
    }

    /** What at-least-once makes of a crash: the same events, cut into other batches. */
    @Test
    void shouldWriteNoEventTwiceWhenBatchesOverlap() throws Exception {
        sink.deliver(orders(40, "a=1", "b=2"));

        Outcome outcome = sink.deliver(orders(40, "a=1", "b=2", "c=3"));

        assertThat(outcome).isEqualTo(new Outcome.Delivered());
        assertThat(rows()).containsExactly("3/40 a=1", "3/41 b=2", "3/42 c=3");
    }

    /** What other rules make of the events between the same two offsets. */
    @Test
    void shouldWriteWhatIsMissingOfABatchWithTheNameOfAnother() throws Exception {
        EventBatch whole = orders(40, "a=1", "b=2", "c=3");
        EventBatch thinner = TestBatches.open(TestBatches.of(
                TestBatches.claiming(whole.header(), 2, 4),
                List.of(
                        TestBatches.event(3, 40, TestBatches.FIRST_TIMESTAMP, order("a", 1)),
                        TestBatches.event(3, 42, TestBatches.FIRST_TIMESTAMP + 2_000, order("c", 3)))));
        sink.deliver(thinner);

        for (int i = 0; i < 2; i++) {
            assertThat(sink.deliver(whole)).isEqualTo(new Outcome.Delivered());
            assertThat(rows()).containsExactly("3/40 a=1", "3/41 b=2", "3/42 c=3");
            assertThat(TestServer.query("SELECT events FROM orders.millrace_batches"))
                    .containsExactly("3");
        }
    }

    @Test
    void shouldAddAColumnForANewFieldAndGoOnWithOldEvents() throws Exception {
        Schema newer = TestSink.schema("{'name':'id','type':'string'},{'name':'amount','type':'int'},"
                + "{'name':'note','type':'string','default':''}");
        GenericData.Record order = new GenericData.Record(newer);
        order.put("id", "b");
        order.put("amount", 2);
        order.put("note", "new");
        sink.deliver(orders(0, "a=1"));

        sink.deliver(sink.batch(newer, 1, List.of(TestSink.encode(newer, order))));
        sink.deliver(orders(2, "c=3"));

        assertThat(TestServer.query("SELECT note FROM orders.clicks ORDER BY source_offset"))
                .containsExactly(null, "new", null);
    }

    @Test
    void shouldReplaceRowsByTheirField() throws Exception {
        try (TestSink upserts = TestSink.of("postgres.table", "state", "postgres.upsert.by", "id")) {
            upserts.deliver(orders(upserts, 40, "a=1", "b=1", "a=2"));
            upserts.deliver(orders(upserts, 50, "b=5", "c=5"));
            // One that a crash had delayed.
            upserts.deliver(orders(upserts, 45, "b=4", "c=4", "d=4"));
        }

        assertThat(TestServer.query("SELECT id || '=' || amount || ' ' || source_offset FROM orders.state ORDER BY id"))
                .containsExactly("a=2 42", "b=5 50", "c=5 51", "d=4 47");
    }

    /** Offsets of several partitions say nothing of each other: the last of each is compared by its time. */
    @Test
    void shouldKeepTheLatestEventOfSeveralPartitionsInABatch() throws Exception {
        try (TestSink upserts = TestSink.of("postgres.table", "state", "postgres.upsert.by", "id")) {
            EventBatch grouped = TestBatches.open(TestBatches.of(
                    orders(upserts, 0, "a=1", "a=1", "a=1", "b=1", "b=1").header(),
                    List.of(
                            TestBatches.event(0, 900, 5_000, order("a", 1)),
                            TestBatches.event(1, 7, 9_000, order("a", 2)),
                            TestBatches.event(1, 8, 8_000, order("a", 3)),
                            TestBatches.event(0, 901, 9_000, order("b", 4)),
                            TestBatches.event(1, 902, 5_000, order("b", 5)))));

            assertThat(upserts.deliver(grouped)).isEqualTo(new Outcome.Delivered());
        }

        assertThat(TestServer.query("SELECT id || '=' || amount || ' ' || source_partition || '/' || source_offset"
                        + " FROM orders.state ORDER BY id"))
                .containsExactly("a=3 1/8", "b=4 0/901");
    }

    @Test
    void shouldRejectOnlyBadRowsOfAnUpsert() throws Exception {
        try (TestSink upserts = TestSink.of("postgres.table", "state", "postgres.upsert.by", "id")) {
            upserts.deliver(orders(upserts, 40, "a=1"));
            TestServer.execute("ALTER TABLE orders.state ADD CHECK (amount < 100)");

            Outcome outcome = upserts.deliver(orders(upserts, 41, "a=2", "b=100", "c=3"));

            assertThat(outcome.rejected()).containsOnlyKeys(1);
        }
        assertThat(TestServer.query("SELECT id || amount FROM orders.state ORDER BY id"))
                .containsExactly("a2", "c3");
    }

    @Test
    void shouldTakeATableAsItIs() throws Exception {
        TestServer.execute(
                "CREATE TABLE orders.mine (source_partition int, source_offset bigint, event_time timestamptz, id varchar(9),"
                        + " made_at timestamptz NOT NULL DEFAULT now(), size int GENERATED ALWAYS AS (length(id)) STORED)");
        TestServer.execute("GRANT INSERT, SELECT ON orders.mine TO sink");
        try (TestSink off = sink.twin("postgres.table", "orders.mine", "postgres.table.mode", "off")) {
            assertThat(off.deliver(orders(off, 0, "a=1", "bb=2"))).isEqualTo(new Outcome.Delivered());
        }

        assertThat(TestServer.query("SELECT id || size FROM orders.mine ORDER BY source_offset"))
                .containsExactly("a1", "bb2");
    }

    @Test
    void shouldKnowEventsAgainInAPartitionedTable() throws Exception {
        TestServer.execute(
                "CREATE TABLE orders.clicks (source_partition int, source_offset bigint, event_time timestamptz, id text,"
                        + " amount int, PRIMARY KEY (source_partition, source_offset, event_time)) PARTITION BY RANGE (event_time)");
        TestServer.execute(
                "CREATE TABLE orders.y2015 PARTITION OF orders.clicks FOR VALUES FROM ('2015-01-01') TO ('2016-01-01')");
        TestServer.execute("GRANT INSERT, SELECT ON orders.clicks TO sink");
        try (TestSink check = sink.twin("postgres.table.mode", "check")) {
            check.deliver(orders(check, 40, "a=1", "b=2"));
            check.deliver(orders(check, 40, "a=1", "b=2", "c=3"));
        }

        assertThat(rows()).containsExactly("3/40 a=1", "3/41 b=2", "3/42 c=3");
    }

    @Test
    void shouldKeepKeyAndPayloadInColumns() throws Exception {
        String[] settings = {"postgres.columns", "json", "postgres.event.key", "text", "postgres.table", "orders.all"};
        try (TestSink json = sink.twin(settings)) {
            json.deliver(orders(json, 0, "a=1"));
            json.deliver(TestBatches.open(TestBatches.json(5, "{\"b\": [1.50, null]}")));
        }

        assertThat(TestServer.query("SELECT event_key || ' ' || payload FROM orders.all ORDER BY source_offset"))
                .containsExactly("k {\"id\": \"a\", \"amount\": 1}", "k {\"b\": [1.50, null]}");
    }

    @Test
    void shouldForgetOldBatches() throws Exception {
        TestServer.execute(
                "INSERT INTO orders.millrace_batches SELECT 'old-' || i, 'p', 1, null, null, now() - interval '36 days'"
                        + " FROM generate_series(1, 2500) i");
        for (int i = 0; i < 3; i++) {
            sink.deliver(orders(i, "a=1"));
        }

        assertThat(TestServer.query("SELECT batch_id FROM orders.millrace_batches"))
                .hasSize(3)
                .noneMatch(id -> id.startsWith("old"));
    }

    @Test
    void shouldMakeItsLedgerAnewWhenThatIsDropped() throws Exception {
        sink.deliver(orders(0, "a=1"));
        TestServer.execute("DROP TABLE orders.millrace_batches");

        sink.deliver(orders(1, "b=2"));

        assertThat(rows()).hasSize(2);
        assertThat(TestServer.query("SELECT batch_id FROM orders.millrace_batches"))
                .containsExactly("clicks.events-3-1-1");
    }
}
