// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.PayloadFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A pipeline's books, filled as a test tells the story. The source topic is {@code logs.events}. */
public final class Books {
    /** 2015-05-17T10:00:00Z. */
    public static final long WINDOW = 1_431_856_800_000L;

    /** A bucket in which nothing is wrong. */
    public static final DeliveryBalance ALL_THERE =
            new DeliveryBalance(0, Listing.NONE, Listing.NONE, Listing.NONE, 0, Listing.NONE);

    public final Conservation conservation = new Conservation("logs.events");
    private long letters;
    private final List<RemovedBatch> removed = new ArrayList<>();

    public Books produced(int partition, long first, long last) {
        LongStream.rangeClosed(first, last).forEach(offset -> conservation.produced(partition, offset, 0));
        return this;
    }

    /** The source topic reaches from {@code first} to before {@code end}, and nothing is open there. */
    public Books source(int partition, long first, long end) {
        conservation.source(partition, first, end, end);
        return this;
    }

    /** One batch of all offsets from {@code first} to {@code last}. */
    public Books batched(int partition, long first, long last) {
        conservation.batch(
                header(partition, first, last, (int) (last - first + 1)),
                events(partition, LongStream.rangeClosed(first, last).toArray()),
                new SeenBatch.Place("logs.batches", partition, first));
        return this;
    }

    Books deadLettered(int partition, long offset) {
        conservation.deadLetter(partition, offset, 0, false);
        return this;
    }

    /** The last dead letter was sent back, and that is all that is known. */
    public Books sentBack() {
        conservation.sentBack(0, letters - 1);
        return this;
    }

    /** A batch of all these offsets that the only sink of that kind gave up on, the first time. */
    public Books parked(String sink, int partition, long first, long last) {
        return parked(sink, partition, first, last, 1);
    }

    /** The same at the attempt of that number. */
    public Books parked(String sink, int partition, long first, long last, int attempts) {
        conservation.parked(
                new SinkName(sink, sink),
                id(partition, first, last),
                events(partition, LongStream.rangeClosed(first, last).toArray()),
                new SinkLetter(0, letters++, attempts));
        return this;
    }

    /** The batch of these offsets went to that sink once more, after so many attempts. */
    public Books redriven(String sink, int partition, long first, long last, int attempts) {
        BatchedEvents events =
                events(partition, LongStream.rangeClosed(first, last).toArray());
        conservation.redriven(sink, id(partition, first, last), false, events, attempts);
        return this;
    }

    Books sinkBegins(int partition, long offset) {
        conservation.sinkBegins(partition, offset);
        return this;
    }

    /** An object of a batch that is no longer on the topic. */
    Books removed(int partition, long first, long last, int events) {
        removed.add(new RemovedBatch(id(partition, first, last), partition, new OffsetRange(first, last), events));
        return this;
    }

    /** Without a bucket. */
    public Balance balance() {
        return balance(null);
    }

    public Balance balance(DeliveryBalance delivery) {
        return conservation.balance(delivery, removed, false);
    }

    Balance balanceFromFirst(DeliveryBalance delivery) {
        return conservation.balance(delivery, removed, true);
    }

    /** As {@link #produced} has them. */
    static BatchedEvents events(int partition, long... offsets) {
        BatchedEvents events = new BatchedEvents();
        for (long offset : offsets) {
            events.add(partition, offset, 0);
        }
        return events;
    }

    public static String id(int partition, long first, long last) {
        return BatchHeader.batchId("logs.events", partition, first, last);
    }

    public static BatchHeader header(int partition, long first, long last, int events) {
        return header(partition, first, last, events, PayloadFormat.JSON, null);
    }

    public static BatchHeader header(
            int partition, long first, long last, int events, PayloadFormat format, Integer schemaId) {
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
                format,
                schemaId,
                CloseReason.EVENTS,
                events,
                events * 10L,
                WINDOW,
                WINDOW + 1);
    }
}
