// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.Event;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class OpenBatchTest {
    /** As behind a topic that is partitioned by a group key: offsets there rise, those of the sources do not. */
    @Test
    void shouldCountInTheOffsetsThatAreReadAndTellWhereItsEventsComeFrom() throws Exception {
        OpenBatch batch = new OpenBatch(new BatchKey(0, 1_000, -1, null, null), 70, 0, OpenBatch.NEVER);
        batch.tail = new AvroBuffer(64);

        batch.append(70, event(4, 900));
        batch.append(72, event(0, 933));

        assertThat(batch.lastOffset()).isEqualTo(72);
        assertThat(batch.digest()).isEqualTo(Digest.of(70) + Digest.of(72));
        assertThat(batch.chunk().lastOffset()).isEqualTo(72);
        AvroCursor in = new AvroCursor().over(batch.tail.bytes(), 0, batch.tail.size());
        assertThat(in.readInt()).isEqualTo(4);
        assertThat(in.readLong()).isEqualTo(900);
        in.skip(batch.tailBytes() / 2 - in.position());
        assertThat(in.readInt()).isZero();
        assertThat(in.readLong()).isEqualTo(933);
    }

    /** All of one length. */
    private static Event event(int partition, long offset) {
        return new Event()
                .from(partition, offset)
                .at(500)
                .with(null, new RecordHeaders())
                .value(new byte[] {1}, 0, 1);
    }
}
