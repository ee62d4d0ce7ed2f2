// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operations.verify.topics.StubRecord;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventContent;
import io.millrace.schemas.EventCursor;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class EventContentTest {
    private static final byte[] KEY = {1, 2};

    private final EventContent content = new EventContent(true);

    @Test
    void shouldBeTheSameOnTheSourceTopicAndInABatch() throws Exception {
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] avro = {0, 0, 0, 1, 4, 9, 9};

        assertThat(of(StubRecord.json(0, 0, KEY, new RecordHeaders(), "{}"), null))
                .isEqualTo(content.of(Books.WINDOW, KEY, json))
                .isEqualTo(content.of(new Event()
                        .recordedAt(Books.WINDOW)
                        .with(KEY, new RecordHeaders())
                        .value(json, 0, json.length)));
        assertThat(of(StubRecord.avro(260, new byte[] {9, 9}), 260)).isEqualTo(content.of(Books.WINDOW, null, avro));
    }

    @Test
    void shouldDifferWhenAnythingDoes() {
        byte[] value = {5};

        assertThat(content.of(1, KEY, value))
                .isNotEqualTo(content.of(2, KEY, value))
                .isNotEqualTo(content.of(1, null, value))
                .isNotEqualTo(content.of(1, KEY, KEY))
                .isNotEqualTo(content.of(1, new byte[] {1}, new byte[] {2, 5}));
        assertThat(content.of(1, null, value)).isNotEqualTo(content.of(1, new byte[0], value));
    }

    @Test
    void shouldLeaveOutATimestampThatIsNotTheEventTime() {
        EventContent without = new EventContent(false);

        assertThat(without.of(1, KEY, KEY)).isEqualTo(without.of(2, KEY, KEY));
    }

    private long of(byte[] batch, Integer schemaId) throws Exception {
        EventCursor event = EventBatch.read(batch).events();
        assertThat(event.next()).isTrue();
        return content.of(event, schemaId);
    }
}
