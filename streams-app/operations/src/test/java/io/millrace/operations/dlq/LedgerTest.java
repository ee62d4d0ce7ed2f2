// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operations.dlq.letters.Letters;
import io.millrace.operations.dlq.letters.ParkedLetter;
import io.millrace.schemas.DeadLetter;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Uuid ID = new Uuid(1, 2);
    private static final ProducerRecord<byte[], byte[]> SENT = new ProducerRecord<>("logs.events", 3, null, null);

    private static Ledger ledger(Uuid id, long beginning) {
        return new Ledger("logs.redrives", id, Map.of(new TopicPartition("logs.dlq", 0), beginning));
    }

    private static ConsumerRecord<byte[], byte[]> asRead(ProducerRecord<byte[], byte[]> entry) {
        return new ConsumerRecord<>(entry.topic(), 0, 0, entry.key(), entry.value());
    }

    private static ParkedLetter letter(long offset) {
        return Letters.letter(0, offset, "{}", Letters.original());
    }

    @Test
    void shouldKnowWhatItWrote() {
        Ledger written = ledger(ID, 0);
        Ledger read = ledger(ID, 0);

        read.read(asRead(written.entry(letter(70_000), SENT)));

        assertThat(read.has(letter(70_000))).isTrue();
        assertThat(read.has(letter(69_999))).isFalse();
        assertThat(read.has(Letters.letter(1, 70_000, "{}", Letters.original())))
                .isFalse();
        assertThat(read.deletions()).isEmpty();
    }

    /** Under at-least-once an event may be refused once and parked twice. */
    @Test
    void shouldKnowASecondLetterOfTheSameFailure() {
        Ledger read = ledger(ID, 0);

        read.read(asRead(ledger(ID, 0).entry(refused("decode", null, 40, 1), SENT)));

        assertThat(read.has(second("decode", null, 40, 1))).isTrue();
        assertThat(read.has(second("decode", null, 41, 1))).as("another event").isFalse();
        assertThat(read.has(second("decode", null, 40, 2)))
                .as("the next failure of an event at that place")
                .isFalse();
        assertThat(read.has(second("sink", "search", 40, 1)))
                .as("does not go back to the source")
                .isFalse();
    }

    private static ParkedLetter refused(String stage, String sink, long offset, int attempts) {
        ParkedLetter letter = Letters.ours(stage, sink, "logs.events", 3, offset, "{}");
        Letters.put(letter.letter().headers(), DeadLetter.ATTEMPTS, Integer.toString(attempts));
        return ParkedLetter.of(letter.letter());
    }

    private static ParkedLetter second(String stage, String sink, long offset, int attempts) {
        return Letters.letter(
                0, 900, "{}", refused(stage, sink, offset, attempts).letter().headers());
    }

    /** The topic was deleted and made anew: its offsets begin at 0 again. */
    @Test
    void shouldNotTakeAnotherTopicForThisOne() {
        ProducerRecord<byte[], byte[]> entry = ledger(new Uuid(3, 4), 0).entry(letter(5), SENT);
        Ledger read = ledger(ID, 0);

        read.read(asRead(entry));

        assertThat(read.has(letter(5))).isFalse();
        assertThat(read.deletions()).singleElement().satisfies(deletion -> {
            assertThat(deletion.key()).isEqualTo(entry.key());
            assertThat(deletion.value()).isNull();
        });
        assertThat(read.deletions()).as("each once").isEmpty();
    }

    @Test
    void shouldDeleteWhatIsSaidOfLettersThatAreGone() {
        Ledger read = ledger(ID, 6);
        read.read(asRead(ledger(ID, 0).entry(letter(5), SENT)));
        read.read(asRead(ledger(ID, 0).entry(letter(6), SENT)));

        assertThat(read.has(letter(6))).isTrue();
        assertThat(read.deletions()).hasSize(1);
    }

    @Test
    void shouldPassOverWhatIsNoEntry() {
        Ledger read = ledger(ID, 0);

        read.read(new ConsumerRecord<>("logs.redrives", 0, 0, null, Letters.bytes("{}")));
        read.read(new ConsumerRecord<>("logs.redrives", 0, 1, Letters.bytes("x"), Letters.bytes("{}")));
        read.read(new ConsumerRecord<>("logs.redrives", 0, 2, Letters.bytes(ID + "/0/5"), null));

        assertThat(read.has(letter(5))).isFalse();
        assertThat(read.deletions()).isEmpty();
    }
}
