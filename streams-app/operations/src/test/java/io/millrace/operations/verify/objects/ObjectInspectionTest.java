// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.verify.account.Balance;
import io.millrace.operations.verify.account.Books;
import io.millrace.operations.verify.account.Conservation;
import io.millrace.operations.verify.account.DeliveryBalance;
import io.millrace.operations.verify.account.RemovedBatchTest;
import io.millrace.operations.verify.account.SeenBatch;
import io.millrace.operations.verify.account.Standing;
import io.millrace.operations.verify.account.Verdict;
import io.millrace.operations.verify.topics.StubRecord;
import io.millrace.operations.verify.topics.TopicRecords;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventContent;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Batches on a topic, objects in a bucket, and what is made of them together. */
class ObjectInspectionTest {
    private static final String FOLDER = "p/logs/dt=2015-05-17/hr=10/";
    private static final String[] EVENTS = {"{\"a\":1}", "{\"a\":2}"};
    private static final String[] OTHERS = {"{\"b\":1}", "{\"b\":2}"};

    private final Map<SeenBatch.Place, byte[]> topic = new HashMap<>();
    private final FakeBucket bucket = new FakeBucket();
    private final Conservation books = new Conservation("logs.events");
    private final DeliveryCheck deliveries = new DeliveryCheck(books);
    private final TopicRecords records =
            new TopicRecords(MillraceConfig.of(Map.of("pipelines", "logs")).pipeline("logs"), books, () -> "id");

    @Test
    void shouldFindABatchInItsObject() throws Exception {
        batch(0, EVENTS);
        object(0, EVENTS);

        assertThat(balance(true).conserved()).isTrue();
        assertThat(balance(true).delivery().delivered()).isEqualTo(2);
    }

    @Test
    void shouldCompareEachBatchWhereItIs() throws Exception {
        batch("logs.batches", 7, 0, EVENTS);
        batch("errors", 7, 2, OTHERS);
        object(0, EVENTS);
        object(2, OTHERS);

        assertThat(balance(true).conserved()).isTrue();
        assertThat(balance(true).delivery().delivered()).isEqualTo(4);
    }

    @Test
    void shouldNotBelieveMetadataThatAreTrueToTheBytesOfAnotherBatch() throws Exception {
        batch(0, EVENTS);
        object(0, OTHERS);

        DeliveryBalance delivery = balance(true).delivery();

        assertThat(delivery.verdict()).isEqualTo(Verdict.NOT_CONSERVED);
        assertThat(delivery.wrong().names())
                .containsExactly(key(0) + " holds at position 1 something other than the event of offset 0");
    }

    @Test
    void shouldBelieveMetadataWhenItIsNotToLookDeep() throws Exception {
        batch(0, EVENTS);
        object(0, OTHERS);

        assertThat(balance(false).conserved()).isTrue();
    }

    @Test
    void shouldTakeTheObjectOfAnEarlierLifeForAStray() throws Exception {
        batch(0, EVENTS);
        object(0, EVENTS);
        bucket.put("p/logs/dt=2014-01-01/hr=03/" + Books.id(0, 0, 1) + ".jsonl.gz", metadata(0), OTHERS);
        bucket.put(key(100), metadata(100), OTHERS);
        bucket.put("p/logs/README", Map.of(), OTHERS);

        DeliveryBalance delivery = balance(true).delivery();

        assertThat(delivery.verdict()).isEqualTo(Verdict.CONSERVED);
        assertThat(delivery.wrong().count()).isZero();
        assertThat(delivery.strays().count()).isEqualTo(3);
    }

    @Test
    void shouldTakeTheObjectOfEitherBatchOfOneId() throws Exception {
        batch(0, OTHERS);
        byte[] again = StubRecord.json(0, 0, EVENTS);
        topic.put(new SeenBatch.Place("logs.batches", 0, 9), again);
        records.sink(new ConsumerRecord<>("logs.batches", 0, 9, null, again));
        object(0, EVENTS);

        assertThat(balance(true).delivery().verdict()).isEqualTo(Verdict.CONSERVED);
        assertThat(balance(true).count(Standing.TWICE)).isEqualTo(2);
    }

    @Test
    void shouldKnowTheBatchesThatTheTopicHasRemovedByTheirObjects() throws Exception {
        produced(0, 1);
        batch(2, OTHERS);
        object(0, EVENTS);
        object(2, OTHERS);
        books.sinkBegins(0, 1);

        Balance balance = balance(true);

        assertThat(balance.conserved()).isTrue();
        assertThat(balance.count(Standing.BATCH_REMOVED)).isEqualTo(2);
        assertThat(balance.delivery().strays().count()).isZero();
        assertThat(balance(true)).isEqualTo(balance);
    }

    @Test
    void shouldLookIntoObjectsWhoseBatchesAreGoneToo() throws Exception {
        produced(0, 1);
        books.sinkBegins(0, 1);
        bucket.put(key(0), metadata(0), "{\"a\":1}");

        Balance balance = balance(true);

        assertThat(balance.verdict()).isEqualTo(Verdict.NOT_CONSERVED);
        assertThat(balance.delivery().wrong().names()).containsExactly(key(0) + " holds 1 events; the batch has 2");
        assertThat(balance.count(Standing.UNDELIVERED)).isEqualTo(2);
    }

    @Test
    void shouldNotTakeAnObjectForEvidenceWhenTheTopicHasRemovedNothing() throws Exception {
        produced(0, 1);
        object(0, EVENTS);

        assertThat(balance(true).count(Standing.MISSING)).isEqualTo(2);
        assertThat(balance(true).delivery().strays().names()).containsExactly(key(0));
    }

    @Test
    void shouldCompareAnObjectWithoutItsBatchWhenThatExpiresMeanwhile() throws Exception {
        batch(0, EVENTS);
        object(0, EVENTS);
        topic.clear();

        assertThat(balance(true).delivery().verdict()).isEqualTo(Verdict.CONSERVED);
    }

    private void batch(long first, String... events) throws MalformedAvroException {
        batch("logs.batches", first, first, events);
    }

    /** {@code offset} is that of the batch on its topic. */
    private void batch(String sinkTopic, long offset, long first, String... events) throws MalformedAvroException {
        byte[] value = StubRecord.json(0, first, events);
        topic.put(new SeenBatch.Place(sinkTopic, 0, offset), value);
        records.sink(new ConsumerRecord<>(sinkTopic, 0, offset, null, value));
        EventCursor event = EventBatch.read(value).events();
        while (event.next()) {
            books.produced(0, event.offset(), new EventContent(true).of(event, null));
        }
    }

    private void produced(long... offsets) {
        for (long offset : offsets) {
            books.produced(0, offset, 0);
        }
    }

    private void object(long first, String... events) throws IOException {
        bucket.put(key(first), metadata(first), events);
    }

    private static String key(long first) {
        return FOLDER + Books.id(0, first, first + 1) + ".jsonl.gz";
    }

    private static Map<String, String> metadata(long first) {
        return RemovedBatchTest.metadata(0, first, first + 1, 2);
    }

    private Balance balance(boolean deep) {
        new ObjectInspection(bucket, new ObjectLayout("p", "logs"), topic::get, id -> null, deep).show(deliveries);
        return books.balance(deliveries.delivery(), deliveries.removed(), false);
    }

    /** Objects of lines, with metadata that are true to their bytes. */
    private static final class FakeBucket implements ObjectStore {
        private final Map<String, StoredObject> objects = new TreeMap<>();

        void put(String key, Map<String, String> metadata, String... lines) throws IOException {
            byte[] body = ObjectContentTest.gzip(String.join("\n", List.of(lines)) + "\n");
            Map<String, String> all = new HashMap<>(metadata);
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
                all.put("sha256", HexFormat.of().formatHex(digest));
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
            objects.put(key, new StoredObject(all, body));
        }

        @Override
        public void keys(String folder, Consumer<String> reader) {
            objects.keySet().stream().filter(key -> key.startsWith(folder)).forEach(reader);
        }

        @Override
        public StoredObject get(String key, boolean whole) {
            return objects.get(key);
        }

        @Override
        public void close() {}
    }
}
