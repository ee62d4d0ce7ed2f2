// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operations.dlq.letters.Target.BatchToSink;
import io.millrace.operations.dlq.letters.Target.EventToSink;
import io.millrace.operations.dlq.letters.Target.Nowhere;
import io.millrace.operations.dlq.letters.Target.Parked;
import io.millrace.operations.dlq.letters.Target.ToSource;
import io.millrace.schemas.DeadLetter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    private static final Retention FOR_EVER = new Retention(-1, InstantSource.system());

    private final Targets targets = new Targets(
            Letters.pipeline(), Map.of("logs.events", 4, "logs.redriven", 2), Set.of("search"), FOR_EVER, 3);

    private static ParkedLetter event(String topic) {
        return Letters.ours("decode", null, topic, 3, 40, "{}");
    }

    private static ParkedLetter ofSink(String sink, String topic) {
        return Letters.ours("sink", sink, topic, 3, 40, "{}");
    }

    private static String why(Target target) {
        assertThat(target).isInstanceOf(Nowhere.class);
        return ((Nowhere) target).why();
    }

    @Test
    void shouldSendAnEventOfTheStreamBackToItsPartition() {
        assertThat(targets.of(event("logs.events"))).isEqualTo(new ToSource("logs.events", 3));
    }

    @Test
    void shouldSendWhatASinkRefusedToThatSink() {
        assertThat(targets.of(ofSink("search", "logs.batches")))
                .isEqualTo(new BatchToSink("logs.redriven", 1, "search"));
        assertThat(targets.of(ofSink("search", "logs.redriven")))
                .isEqualTo(new BatchToSink("logs.redriven", 1, "search"));
        assertThat(targets.of(ofSink("search", "logs.events")))
                .isEqualTo(new EventToSink("logs.redriven", 1, "search"));
        assertThat(targets.of(Letters.ofConnect("logs.batches", "0", "5", "search")))
                .isEqualTo(new BatchToSink("logs.redriven", 0, "search"));
    }

    /** To every reader of the source it would be an event. */
    @Test
    void shouldNotSendToTheSourceWhatAnotherConnectorReadThere() {
        assertThat(why(targets.of(Letters.ofConnect("logs.events", "0", "5", "search"))))
                .contains("search read it from logs.events");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"millrace.logs-grouped-repartition", "millrace.logs-open-batches-changelog", "__consumer_offsets"
            })
    void shouldSendNothingToInternalTopics(String topic) {
        assertThat(why(targets.of(event(topic)))).contains("the internal topic " + topic);
        assertThat(why(targets.of(ofSink("search", topic)))).contains("the internal topic " + topic);
        assertThat(why(targets.of(Letters.ofStreams(topic)))).contains("the internal topic " + topic);
    }

    @Test
    void shouldSayWhenThereIsNoWayBack() {
        Targets bare = new Targets(Letters.pipeline(), Map.of(), null, FOR_EVER, 3);
        Targets smaller = new Targets(Letters.pipeline(), Map.of("logs.events", 2), null, FOR_EVER, 3);

        assertThat(why(bare.of(event("logs.events")))).isEqualTo("the topic logs.events does not exist any more");
        assertThat(why(smaller.of(event("logs.events"))))
                .isEqualTo("the topic logs.events has no partition 3 any more");
        assertThat(why(bare.of(ofSink("search", "logs.batches")))).contains("no topic logs.redriven", "topics apply");
        assertThat(why(targets.of(event("clicks.events"))))
                .isEqualTo("it comes from clicks.events, and the pipeline reads logs.events");
        assertThat(why(targets.of(ofSink("lake", "logs.batches")))).contains("lake", "does not read logs.redriven");
        assertThat(why(targets.of(Letters.letter(0, 0, "{}", Letters.original()))))
                .contains("do not say where");
        assertThat(why(targets.of(Letters.ours("sink", "search", "logs.events", 0, 1, null))))
                .contains("not that of an event");
    }

    private static String toSource(long now, String... settings) {
        Map<String, String> all = new HashMap<>(
                Map.of("retention.ms", "1000", "cleanup.policy", "delete", "message.timestamp.type", "CreateTime"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        Retention source = Retention.of(all, () -> Instant.ofEpochMilli(now));
        Target target =
                new Targets(Letters.pipeline(), Map.of("logs.events", 4), null, source, 3).of(event("logs.events"));
        return target instanceof ToSource ? "sent" : why(target);
    }

    @Test
    void shouldNotSendWhatTheSourceWouldDeleteAtOnce() {
        long justKept = Letters.RECORDED_AT + 1000;
        long tooLate = justKept + 1;

        assertThat(toSource(justKept)).isEqualTo("sent");
        assertThat(toSource(tooLate)).contains("older than what logs.events keeps", "retention.ms=1000");
        assertThat(toSource(tooLate, "cleanup.policy", "compact,delete")).contains("older");
        assertThat(toSource(tooLate, "cleanup.policy", "compact")).isEqualTo("sent");
        assertThat(toSource(tooLate, "retention.ms", "-1")).isEqualTo("sent");
        assertThat(toSource(tooLate, "message.timestamp.type", "LogAppendTime"))
                .as("the broker gives it another time")
                .isEqualTo("sent");
    }

    @Test
    void shouldLeaveWhatHasFailedAsOftenAsAllowed() {
        ParkedLetter second = event("logs.events");
        Letters.put(second.letter().headers(), DeadLetter.ATTEMPTS, "2");
        ParkedLetter third = event("logs.events");
        Letters.put(third.letter().headers(), DeadLetter.ATTEMPTS, "3");

        assertThat(targets.of(ParkedLetter.of(second.letter()))).isInstanceOf(ToSource.class);
        assertThat(targets.of(ParkedLetter.of(third.letter()))).isInstanceOf(Parked.class);
    }
}
