// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.schemas.BatchHeader;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task's counters. Thread-safe; visible over JMX between {@link #register} and {@link #close}. */
final class SinkMetrics implements SinkMetricsMXBean, MBeanRegistration, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkMetrics.class);

    /** In seconds; the profiles promise batches within 10 ms to 30 s, and commits within 1 s to 30 s. */
    private static final double[] DELAY_BOUNDS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 120, 300, 600};

    private static final double MILLIS = 1_000;

    private final LongAdder batches = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Map<RetryCause, LongAdder> retries = new EnumMap<>(RetryCause.class);
    private final LongAdder refused = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder deadLetterFailures = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final AtomicLong outages = new AtomicLong();
    private final AtomicLong number = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Long> unfinished = new ConcurrentSkipListMap<>();
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final LongAdder[] delays = new LongAdder[DELAY_BOUNDS.length + 1];
    private final DoubleAdder delaySum = new DoubleAdder();
    private volatile int concurrencyLimit;
    private volatile int pausedPartitions;
    private volatile String type = "";

    /** Null while this one is not what JMX shows. */
    private ObjectName name;

    /** {@code nanoTime} is that of a monotonic clock. */
    SinkMetrics(LongSupplier nanoTime) {
        this(nanoTime, InstantSource.system());
    }

    /** @param clock tells how old a batch is when it is finished */
    SinkMetrics(LongSupplier nanoTime, InstantSource clock) {
        this.nanoTime = nanoTime;
        this.clock = clock;
        Arrays.setAll(delays, bucket -> new LongAdder());
        for (RetryCause cause : RetryCause.values()) {
            retries.put(cause, new LongAdder());
        }
    }

    /**
     * Replaces what an earlier task of the same number has registered and not yet closed; its {@link #close} then does
     * nothing.
     */
    void register(String connector, String task, String sinkType) {
        type = sinkType;
        try {
            ObjectName wanted =
                    new ObjectName("io.millrace:type=sink,connector=" + ObjectName.quote(connector) + ",task=" + task);
            synchronized (SinkMetrics.class) {
                if (server().isRegistered(wanted)) {
                    server().unregisterMBean(wanted);
                }
                server().registerMBean(this, wanted);
                name = wanted;
            }
        } catch (JMException e) {
            LOG.atWarn().addKeyValue("sink", connector).setCause(e).log("No JMX metrics for this task");
        }
    }

    @Override
    public void close() {
        synchronized (SinkMetrics.class) {
            try {
                if (name != null) {
                    server().unregisterMBean(name);
                }
            } catch (JMException e) {
                LOG.atDebug().addKeyValue("name", name).setCause(e).log("Already gone from JMX");
            }
        }
    }

    @Override
    public ObjectName preRegister(MBeanServer server, ObjectName proposed) {
        return proposed;
    }

    @Override
    public void postRegister(Boolean isDone) {
        // The name is set when the registration has returned.
    }

    @Override
    public void preDeregister() {
        // Nothing to do before.
    }

    /** Called for its own task, or for the one that replaces it. */
    @Override
    public void postDeregister() {
        name = null;
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    void delivered(BatchHeader batch, int rejectedEvents) {
        batches.increment();
        events.add(batch.eventCount() - rejectedEvents);
        bytes.add(batch.payloadBytes());
        rejected.add(rejectedEvents);
    }

    void retried(RetryCause cause) {
        retries.get(cause).increment();
    }

    void refused() {
        refused.increment();
    }

    void deadLetterFailed() {
        deadLetterFailures.increment();
    }

    /** A batch has come to its end; {@code timestamp} is that of its record, in epoch milliseconds, or null. */
    void finished(Long timestamp) {
        if (timestamp == null) {
            return;
        }
        double seconds = Math.max(0, clock.millis() - timestamp) / MILLIS;
        int place = Arrays.binarySearch(DELAY_BOUNDS, seconds);
        delays[place < 0 ? -place - 1 : place].increment();
        delaySum.add(seconds);
    }

    void paused(int partitions) {
        pausedPartitions = partitions;
    }

    void deadLettered(int count) {
        deadLetters.add(count);
    }

    /** A batch has been polled; returns the ticket for {@link #ended}. */
    long started() {
        long ticket = number.getAndIncrement();
        unfinished.put(ticket, nanoTime.getAsLong());
        return ticket;
    }

    void ended(long ticket) {
        unfinished.remove(ticket);
    }

    void missed(long offsets) {
        missed.add(offsets);
    }

    void limitedTo(int attempts) {
        concurrencyLimit = attempts;
    }

    void outageBegan() {
        outages.incrementAndGet();
    }

    void outageEnded() {
        outages.decrementAndGet();
    }

    @Override
    public String getSinkType() {
        return type;
    }

    @Override
    public Map<String, Long> getRetriesByCause() {
        Map<String, Long> byCause = new LinkedHashMap<>();
        retries.forEach((cause, count) -> byCause.put(cause.label(), count.sum()));
        return byCause;
    }

    @Override
    public long getRefusedBatches() {
        return refused.sum();
    }

    @Override
    public long getRejectedEvents() {
        return rejected.sum();
    }

    @Override
    public long getDeadLetterFailures() {
        return deadLetterFailures.sum();
    }

    @Override
    public int getPausedPartitions() {
        return pausedPartitions;
    }

    @Override
    public long[] getDeliveryDelayBuckets() {
        return Arrays.stream(delays).mapToLong(LongAdder::sum).toArray();
    }

    @Override
    public double[] getDeliveryDelayBounds() {
        return DELAY_BOUNDS.clone();
    }

    @Override
    public double getDeliveryDelaySeconds() {
        return delaySum.sum();
    }

    @Override
    public long getBatches() {
        return batches.sum();
    }

    @Override
    public long getEvents() {
        return events.sum();
    }

    @Override
    public long getBytes() {
        return bytes.sum();
    }

    @Override
    public long getRetries() {
        return retries.values().stream().mapToLong(LongAdder::sum).sum();
    }

    @Override
    public long getDeadLetters() {
        return deadLetters.sum();
    }

    @Override
    public long getInFlight() {
        return unfinished.size();
    }

    @Override
    public long getOldestUnfinishedMs() {
        Map.Entry<Long, Long> oldest = unfinished.firstEntry();
        return oldest == null
                ? 0
                : Duration.ofNanos(nanoTime.getAsLong() - oldest.getValue()).toMillis();
    }

    @Override
    public long getBatchesMissed() {
        return missed.sum();
    }

    @Override
    public int getOutage() {
        return outages.get() > 0 ? 1 : 0;
    }

    @Override
    public int getConcurrencyLimit() {
        return concurrencyLimit;
    }
}
