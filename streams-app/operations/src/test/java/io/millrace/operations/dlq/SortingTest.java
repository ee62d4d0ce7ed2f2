// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operations.dlq.Sorting.Outgoing;
import io.millrace.operations.dlq.letters.Letters;
import io.millrace.operations.dlq.letters.ParkedLetter;
import io.millrace.operations.dlq.letters.RedrivenRecords;
import io.millrace.operations.dlq.letters.Retention;
import io.millrace.operations.dlq.letters.Selection;
import io.millrace.operations.dlq.letters.Targets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class SortingTest {
    private Set<String> readers = Set.of("search");
    private final Ledger ledger = new Ledger("logs.redrives", new Uuid(1, 2), Map.of());
    private final Sorting sorting = new Sorting(
            Selection.ALL, Long.MAX_VALUE, this::targets, ledger, new RedrivenRecords(Letters.pipeline(), () -> 1));

    private Targets targets() {
        return new Targets(
                Letters.pipeline(),
                Map.of("logs.events", 4, "logs.redriven", 4),
                readers,
                new Retention(-1, InstantSource.system()),
                3);
    }

    private static ParkedLetter letter(long at, ParkedLetter like) {
        return Letters.letter(0, at, "{}", like.letter().headers());
    }

    private static ParkedLetter ofStream(long at, long source) {
        return letter(at, Letters.ours("decode", null, "logs.events", 3, source, "{}"));
    }

    private static ParkedLetter ofSink(long at, String sink) {
        return letter(at, Letters.ours("sink", sink, "logs.events", 3, at, "{}"));
    }

    private RedriveReport report() {
        return sorting.report("logs", true, null);
    }

    /** Before anything is sent: both would be of one transaction. */
    @Test
    void shouldSendAnEventBackOnceThatWasParkedTwice() {
        Optional<Outgoing> first = sorting.next(ofStream(10, 40));

        Optional<Outgoing> second = sorting.next(ofStream(11, 40));
        Optional<Outgoing> another = sorting.next(ofStream(12, 41));

        assertThat(first).isPresent();
        assertThat(second).isEmpty();
        assertThat(another).isPresent();
        assertThat(report().alreadyRedriven()).isEqualTo(1);
    }

    @Test
    void shouldCountRefusalsByTheirKind() {
        Outgoing one = sorting.next(ofStream(10, 40)).orElseThrow();

        sorting.refused(one, new RecordTooLargeException("has 100 bytes"));
        sorting.refused(one, new RecordTooLargeException("has 101 bytes"));
        sorting.refused(one, new InvalidTimestampException("too old"));

        assertThat(report().refused())
                .isEqualTo(Map.of(
                        "logs.events: RecordTooLargeException, the first: has 100 bytes",
                        2L,
                        "logs.events: InvalidTimestampException, the first: too old",
                        1L));
    }

    @Test
    void shouldSeeAConnectorThatComesLater() {
        sorting.beginRound();
        Optional<Outgoing> before = sorting.next(ofSink(10, "lake"));
        readers = Set.of("search", "lake");

        sorting.beginRound();
        Optional<Outgoing> after = sorting.next(ofSink(11, "lake"));

        assertThat(before).isEmpty();
        assertThat(after).isPresent();
    }
}
