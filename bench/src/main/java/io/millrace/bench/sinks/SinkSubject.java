// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.sinks;

import io.millrace.bench.subject.Repeating;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** A task of a sink, with one thread that does for it what Connect would: it polls, hands over, and asks what may be committed. */
public final class SinkSubject implements Subject {
    /** The task's class. */
    static final String TASK = "sink.task";

    /** Before each of its settings. */
    static final String SETTING = "sink.set.";

    private static final long REST_STEP_MS = 2;

    private final Spec spec;
    private final BatchSource source;
    private final PausingContext context;
    private final Repeating polling = new Repeating("poll", this::poll);
    private SinkTask task;
    private volatile boolean resting;
    private volatile long offered;
    private volatile long committed;

    public SinkSubject(Spec spec) {
        this.spec = spec;
        this.source = new BatchSource(spec);
        this.context = new PausingContext(source.partition());
    }

    @Override
    public void start() throws Exception {
        task = Class.forName(spec.text(TASK))
                .asSubclass(SinkTask.class)
                .getDeclaredConstructor()
                .newInstance();
        task.initialize(context);
        task.start(settings(spec));
        task.open(List.of(source.partition()));
        polling.start();
    }

    private static Map<String, String> settings(Spec spec) {
        Map<String, String> settings = new TreeMap<>();
        spec.values().forEach((key, value) -> {
            if (key.startsWith(SETTING)) {
                settings.put(key.substring(SETTING.length()), value);
            }
        });
        return settings;
    }

    /** As Connect, which waits as long as the task says while there is nothing to hand over. */
    @SuppressWarnings("ThreadSleepMillis")
    private void poll() throws InterruptedException {
        boolean idle = resting || context.isPaused();
        if (idle) {
            Thread.sleep(resting ? REST_STEP_MS : context.timeoutMs());
        }
        List<SinkRecord> records = idle ? List.of() : source.poll(SinkSettings.BATCHES_PER_POLL);
        offered = source.next();
        task.put(records);
        OffsetAndMetadata next = task.preCommit(Map.of(source.partition(), new OffsetAndMetadata(source.next())))
                .get(source.partition());
        if (next != null) {
            committed = next.offset();
        }
    }

    @Override
    public long processed() {
        polling.check();
        return committed * spec.number(Spec.BATCH_EVENTS);
    }

    @Override
    public void resume() {
        resting = false;
    }

    @Override
    public void rest() throws InterruptedException {
        resting = true;
        awaitDelivery();
    }

    /** A poll that had begun before may still hand something over: hence twice. */
    @SuppressWarnings("ThreadSleepMillis")
    private void awaitDelivery() throws InterruptedException {
        for (int quiet = 0; quiet < 2; quiet = committed < offered ? 0 : quiet + 1) {
            Thread.sleep(5 * REST_STEP_MS);
            polling.check();
        }
    }

    @Override
    public long stop() throws InterruptedException {
        rest();
        polling.stop();
        task.stop();
        return processed();
    }
}
