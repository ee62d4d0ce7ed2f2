// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.Schemas;
import io.millrace.schemas.encode.EventFormat;
import io.millrace.schemas.encode.JsonField;
import io.millrace.schemas.encode.JsonToAvro;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedTest {
    private static final EventFormat AS_IT_IS = line -> line;

    private static final int LIMIT = 1_000_000;

    private final MockProducer<byte[], byte[]> producer = producer();

    @Test
    void shouldSendEveryLineButBlankOnesAsItIs() throws Exception {
        long sent = feed(AS_IT_IS, null).run(lines("{\"a\":1}\r\n\n  \nno json\n{} "));

        assertThat(sent).isEqualTo(3);
        assertThat(values()).containsExactly("{\"a\":1}", "no json", "{} ");
        assertThat(producer.history()).allMatch(event -> event.topic().equals("logs.events") && event.key() == null);
    }

    @Test
    void shouldTakeTheKeyFromAField() throws Exception {
        String text =
                "{\"a\":{\"user\":1},\"user\":\"ä\"}\n{\"user\":7}\n{\"user\":null}\n{\"user\":{}}\n{}\n{\"user\"\n[]";

        feed(AS_IT_IS, new JsonField("user")).run(lines(text));

        assertThat(producer.history().stream().map(FeedTest::key))
                .containsExactly("ä", "7", null, null, null, null, null);
    }

    @Test
    void shouldNameTheLineThatDoesNotFit() {
        Feed feed = feed(new JsonToAvro(1, Schemas.CLICK), null);

        assertThatThrownBy(() -> feed.run(lines("\n\n{}\n")))
                .isInstanceOf(FeedException.class)
                .hasMessage("clicks.ndjson, line 3: field id: absent, and the schema has no default for it;"
                        + " 0 events were acknowledged");
    }

    @Test
    void shouldFailWhenTheClusterRefusesAnEvent() {
        MockProducer<byte[], byte[]> refusing =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized void flush() {
                        completeNext();
                        errorNext(new RecordTooLargeException("too large"));
                    }
                };

        assertThatThrownBy(() -> new Feed(refusing, "logs.events", AS_IT_IS, null, pace()).run(lines("{}\n{}\n")))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("could not be sent to logs.events")
                .hasMessageContaining("too large")
                .hasMessageEndingWith("1 events were acknowledged");
    }

    @Test
    void shouldFailWhenTheProducerItselfGivesUp() {
        producer.sendException = new KafkaException("broken");

        assertThatThrownBy(() -> feed(AS_IT_IS, null).run(lines("{}\n{}\n")))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("broken");
    }

    @Test
    void shouldUnpackAFileThatEndsInGz(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("events.ndjson.gz");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{}\n{}\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, bytes.toByteArray());

        long sent = feed(AS_IT_IS, null).run(NdjsonReader.open(file.toString(), System.in, LIMIT));

        assertThat(sent).isEqualTo(2);
    }

    @Test
    void shouldSayWhereAFileBreaksOff(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("events.ndjson.gz");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{}\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));

        assertThatThrownBy(() -> feed(AS_IT_IS, null).run(NdjsonReader.open(file.toString(), System.in, LIMIT)))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("events.ndjson.gz after line ");
        assertThatThrownBy(() -> NdjsonReader.open(folder.resolve("none").toString(), System.in, LIMIT))
                .isInstanceOf(FeedException.class);
    }

    @Test
    void shouldReadLinesLongerThanItsBuffer() throws Exception {
        String longLine = "x".repeat(200_000);

        feed(AS_IT_IS, null).run(lines(longLine + "\n" + longLine + "y\n\n"));

        assertThat(values()).containsExactly(longLine, longLine + "y");
    }

    @Test
    void shouldRefuseALineWithoutEndAsSoonAsItIsTooLong() {
        EndlessInput endless = new EndlessInput("{}\n");

        assertThatThrownBy(() -> feed(AS_IT_IS, null).run(new NdjsonReader("endless.ndjson", endless, LIMIT)))
                .isInstanceOf(FeedException.class)
                .hasMessage("endless.ndjson, line 2: the line is longer than 1000000 bytes, the most that the producer"
                        + " sends as one event (kafka.gateway.producer.max.request.size); 1 events were acknowledged");
        assertThat(endless.taken()).isLessThan(2L * LIMIT);
    }

    @Test
    void shouldTakeALineOfJustTheLimit() throws Exception {
        NdjsonReader lines =
                new NdjsonReader("a", new ByteArrayInputStream("12345\n12345".getBytes(StandardCharsets.UTF_8)), 5);

        assertThat(feed(AS_IT_IS, null).run(lines)).isEqualTo(2);
    }

    @Test
    void shouldNotUnpackALineThatOnlyPackedIsSmall(@TempDir Path folder) throws Exception {
        Path bomb = folder.resolve("bomb.ndjson.gz");
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            gzip.write(new byte[10 * LIMIT]);
        }

        assertThatThrownBy(() -> feed(AS_IT_IS, null).run(NdjsonReader.open(bomb.toString(), System.in, LIMIT)))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("bomb.ndjson.gz, line 1: the line is longer than");
    }

    @Test
    void shouldPassOverAByteOrderMark() throws Exception {
        feed(AS_IT_IS, null).run(lines("\uFEFF\n{}\n"));
        feed(AS_IT_IS, null).run(lines("\uFEFF{\"a\":1}\n{}\n"));

        assertThat(values()).containsExactly("{}", "{\"a\":1}", "{}");
    }

    @Test
    void shouldRefuseAFolder(@TempDir Path folder) {
        assertThatThrownBy(() -> NdjsonReader.open(folder.toString(), System.in, LIMIT))
                .isInstanceOf(FeedException.class)
                .hasMessage(folder + " is a folder; name one file, or - for standard input");
    }

    private Feed feed(EventFormat format, JsonField key) {
        return new Feed(producer, "logs.events", format, key, pace());
    }

    private static FeedPace pace() {
        return new FeedPace(0, progress -> {});
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static NdjsonReader lines(String text) {
        return new NdjsonReader(
                "clicks.ndjson", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), LIMIT);
    }

    private List<String> values() {
        return producer.history().stream()
                .map(event -> new String(event.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String key(ProducerRecord<byte[], byte[]> event) {
        return event.key() == null ? null : new String(event.key(), StandardCharsets.UTF_8);
    }
}
