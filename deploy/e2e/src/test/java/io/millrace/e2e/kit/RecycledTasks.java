// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/** Which tasks of this process went on as tasks of the other kind, with the state they had: Kafka Streams tells it nowhere but in its log. */
public final class RecycledTasks extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final String TASKS = "org.apache.kafka.streams.processor.internals.";
    private static final String ACTIVE = TASKS + "StreamTask";
    private static final String STANDBY = TASKS + "StandbyTask";
    private static final String SAID = "Closed and recycled state";

    private final Map<String, AtomicInteger> recycled =
            Map.of(ACTIVE, new AtomicInteger(), STANDBY, new AtomicInteger());

    public RecycledTasks() {
        start();
        for (String name : recycled.keySet()) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(Level.INFO);
            logger.setAdditive(false);
            logger.addAppender(this);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getFormattedMessage().contains(SAID)) {
            recycled.get(event.getLoggerName()).incrementAndGet();
        }
    }

    /** Active tasks that became standbys. */
    public int toStandbys() {
        return recycled.get(ACTIVE).get();
    }

    /** Standbys that became active. */
    public int toActive() {
        return recycled.get(STANDBY).get();
    }

    @Override
    public void close() {
        for (String name : recycled.keySet()) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            logger.detachAppender(this);
            logger.setAdditive(true);
            logger.setLevel(null);
        }
        stop();
    }
}
