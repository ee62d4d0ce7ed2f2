// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.load;

import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts the events in the batches that can be read, and takes the age of those that were due within a span of time. One
 * thread shows it batches, others ask.
 */
public final class Arrivals implements Tail.Visitor {
    private static final int DIGITS = 3;

    private final Histogram ages = new Histogram(DIGITS);
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong measured = new AtomicLong();
    private final Each each;
    private volatile long from = Long.MAX_VALUE;
    private volatile long to = Long.MAX_VALUE;

    /** Is shown every event, on the thread that reads; the cursor is not its to move. */
    public interface Each {
        void see(EventCursor event);
    }

    public Arrivals() {
        this(any -> {});
    }

    public Arrivals(Each each) {
        this.each = each;
    }

    /** Events due from {@code first} on and before {@code end}, in epoch milliseconds, are measured; none is before this is called. */
    public void measure(long first, long end) {
        to = end;
        from = first;
    }

    @Override
    public void see(ConsumerRecord<byte[], byte[]> polled) throws MalformedAvroException {
        long now = System.currentTimeMillis();
        EventBatch batch = EventBatch.read(polled.value());
        long first = from;
        long end = to;
        long taken = 0;
        for (EventCursor event = batch.events(); event.next(); ) {
            each.see(event);
            if (event.timestamp() >= first && event.timestamp() < end) {
                ages.recordValue(Math.max(0, now - event.timestamp()));
                taken++;
            }
        }
        if (taken > 0) {
            measured.addAndGet(taken);
        }
        events.addAndGet(batch.header().eventCount());
    }

    /** All that can be read. */
    public long events() {
        return events.get();
    }

    public long measured() {
        return measured.get();
    }

    /** So many percent of the measured ones were no older, in milliseconds; for whoever knows that all have come. */
    public double age(double percent) {
        return (double) ages.getValueAtPercentile(percent);
    }
}
