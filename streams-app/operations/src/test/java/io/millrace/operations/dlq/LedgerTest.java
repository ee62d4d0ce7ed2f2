// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operations.dlq.letters.Letters;
import io.millrace.operations.dlq.letters.ParkedLetter;
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

        assertThat(read.has(0, 70_000)).isTrue();
        assertThat(read.has(0, 69_999)).isFalse();
        assertThat(read.has(1, 70_000)).isFalse();
        assertThat(read.deletions()).isEmpty();
    }

    /** The topic was deleted and made anew: its offsets begin at 0 again. */
    @Test
    void shouldNotTakeAnotherTopicForThisOne() {
        ProducerRecord<byte[], byte[]> entry = ledger(new Uuid(3, 4), 0).entry(letter(5), SENT);
        Ledger read = ledger(ID, 0);

        read.read(asRead(entry));

        assertThat(read.has(0, 5)).isFalse();
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

        assertThat(read.has(0, 6)).isTrue();
        assertThat(read.deletions()).hasSize(1);
    }

    @Test
    void shouldPassOverWhatIsNoEntry() {
        Ledger read = ledger(ID, 0);

        read.read(new ConsumerRecord<>("logs.redrives", 0, 0, null, Letters.bytes("{}")));
        read.read(new ConsumerRecord<>("logs.redrives", 0, 1, Letters.bytes("x"), Letters.bytes("{}")));
        read.read(new ConsumerRecord<>("logs.redrives", 0, 2, Letters.bytes(ID + "/0/5"), null));

        assertThat(read.has(0, 5)).isFalse();
        assertThat(read.deletions()).isEmpty();
    }
}
