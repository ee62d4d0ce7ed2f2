// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.sinks;

import io.millrace.bench.data.BatchMaker;
import io.millrace.bench.subject.Spec;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;

/** The records of a partition without end, as Connect hands them over, made as they are asked for. For one thread. */
public final class BatchSource {
    /** The offset of the first event; all have as many digits, so that a request made in advance needs only other digits. */
    public static final long FIRST = 1_000_000_000;

    /** The registry's id of the events' schema; JSON without it. */
    public static final String SCHEMA_ID = "schema.id";

    private final TopicPartition partition;
    private final int batchEvents;
    private final BatchMaker maker;
    private long offset;

    BatchSource(Spec spec) {
        partition = new TopicPartition(spec.text(Spec.TOPIC), 0);
        batchEvents = (int) spec.number(Spec.BATCH_EVENTS);
        int eventBytes = (int) spec.number(Spec.EVENT_BYTES);
        int schema = (int) spec.number(SCHEMA_ID, 0);
        maker = schema == 0
                ? BatchMaker.json(batchEvents, eventBytes)
                : BatchMaker.avro(batchEvents, eventBytes, schema);
    }

    TopicPartition partition() {
        return partition;
    }

    /** The offset that follows those handed over. */
    long next() {
        return offset;
    }

    List<SinkRecord> poll(int records) {
        List<SinkRecord> polled = new ArrayList<>(records);
        for (int i = 0; i < records; i++) {
            long first = FIRST + offset * batchEvents;
            polled.add(new SinkRecord(
                    partition.topic(),
                    partition.partition(),
                    null,
                    maker.key(0, first),
                    null,
                    maker.batch(0, first),
                    offset++,
                    BatchMaker.START,
                    TimestampType.CREATE_TIME));
        }
        return polled;
    }
}
