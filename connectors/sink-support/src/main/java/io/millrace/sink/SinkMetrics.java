package io.millrace.sink;

import io.millrace.schemas.BatchHeader;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task's counters. Thread-safe; visible over JMX between {@link #register} and {@link #close}. */
final class SinkMetrics implements SinkMetricsMXBean, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkMetrics.class);

    private final LongAdder batches = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong outages = new AtomicLong();
    private ObjectName name;

    /** Takes the place of what a task of the same number, that has not ended yet, registered. */
    void register(String connector, String task) {
        try {
            name = new ObjectName("io.millrace:type=sink,connector=" + ObjectName.quote(connector) + ",task=" + task);
            close();
            server().registerMBean(this, name);
        } catch (JMException e) {
            LOG.atWarn().addKeyValue("sink", connector).setCause(e).log("No JMX metrics for this task");
        }
    }

    @Override
    public void close() {
        try {
            if (name != null && server().isRegistered(name)) {
                server().unregisterMBean(name);
            }
        } catch (JMException e) {
            LOG.atDebug().addKeyValue("name", name).setCause(e).log("Already gone from JMX");
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    void delivered(BatchHeader batch) {
        batches.increment();
        events.add(batch.eventCount());
        bytes.add(batch.payloadBytes());
    }

    void retried() {
        retries.increment();
    }

    void deadLettered() {
        deadLetters.increment();
    }

    void started() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    void outageBegan() {
        outages.incrementAndGet();
    }

    void outageEnded() {
        outages.decrementAndGet();
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
        return retries.sum();
    }

    @Override
    public long getDeadLetters() {
        return deadLetters.sum();
    }

    @Override
    public long getInFlight() {
        return inFlight.get();
    }

    @Override
    public int getOutage() {
        return outages.get() > 0 ? 1 : 0;
    }
}
