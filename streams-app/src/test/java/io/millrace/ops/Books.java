package io.millrace.ops;

import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.PayloadFormat;
import java.util.stream.LongStream;

/** A pipeline's books, filled as a test tells the story. The source topic is {@code logs.events}. */
final class Books {
    /** 2015-05-17T10:00:00Z. */
    static final long WINDOW = 1_431_856_800_000L;

    final Conservation conservation = new Conservation();

    Books produced(int partition, long first, long last) {
        LongStream.rangeClosed(first, last).forEach(offset -> conservation.produced(partition, offset));
        return this;
    }

    /** One batch of all offsets from {@code first} to {@code last}. */
    Books batched(int partition, long first, long last) {
        long[] offsets = LongStream.rangeClosed(first, last).toArray();
        conservation.batch(header(partition, first, last, offsets.length), offsets);
        return this;
    }

    Books deadLettered(int partition, long offset) {
        conservation.deadLetter(partition, offset, false);
        return this;
    }

    Balance balance() {
        return conservation.balance(null);
    }

    static String id(int partition, long first, long last) {
        return BatchHeader.batchId("logs.events", partition, first, last);
    }

    static BatchHeader header(int partition, long first, long last, int events) {
        return new BatchHeader(
                id(partition, first, last),
                "logs",
                "logs.events",
                partition,
                first,
                last,
                WINDOW,
                WINDOW + 60_000,
                null,
                PayloadFormat.JSON,
                null,
                CloseReason.EVENTS,
                events,
                events * 10L,
                WINDOW,
                WINDOW + 1);
    }
}
