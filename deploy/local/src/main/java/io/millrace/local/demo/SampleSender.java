// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

import io.millrace.local.demo.samples.SampleEvent;
import io.millrace.local.demo.samples.SampleEvents;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends sample events on a thread of its own, and counts those that are acknowledged. One in ten of the pipeline of JSON events goes through a
 * gateway, the others to the brokers.
 */
public final class SampleSender implements AutoCloseable {
    /** As fast as the brokers accept them. */
    static final long UNLIMITED = 0;

    static final String GATEWAY_PIPELINE = "logs";
    private static final int GATEWAY_SHARE = 10;

    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, String> topics;
    private final SampleEvents events;
    private final Latencies latencies;
    private final GatewaySender gateway;
    private long json;
    private final LongAdder acknowledged = new LongAdder();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private volatile boolean stopped;
    private Thread thread;

    /**
     * @param client settings of a producer of events
     * @param topics the source topic of each pipeline
     * @param gateway for the pipeline of JSON events
     */
    SampleSender(
            Map<String, Object> client,
            Map<String, String> topics,
            SampleEvents events,
            GatewaySender gateway,
            Latencies latencies) {
        Map<String, Object> settings = new HashMap<>(client);
        // On newly created topics a second request can overtake a first one that found no leader yet, and then the
        // broker
        // refuses the first forever.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        this.topics = Map.copyOf(topics);
        this.events = events;
        this.gateway = gateway;
        this.latencies = latencies;
    }

    /** Starts to send {@code count} events, {@code perSecond} of them per second. */
    public void start(long count, long perSecond) {
        thread = new Thread(() -> sendAll(count, perSecond), "sender");
        thread.setDaemon(true);
        gateway.start();
        thread.start();
    }

    private void sendAll(long count, long perSecond) {
        try {
            long begin = System.nanoTime();
            for (long number = 0; number < count && !stopped && failure.get() == null; number++) {
                if (perSecond != UNLIMITED) {
                    awaitTurn(begin + (long) (number * (double) TimeUnit.SECONDS.toNanos(1) / perSecond));
                }
                send(events.event(number, System.currentTimeMillis()));
            }
            producer.flush();
            gateway.finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void awaitTurn(long due) {
        for (long early = due - System.nanoTime(); early > 0 && !stopped; early = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(early, TimeUnit.MILLISECONDS.toNanos(100)));
        }
    }

    private void send(SampleEvent event) throws InterruptedException {
        if (isForGateway(event)) {
            gateway.send(event.value);
            return;
        }
        String topic = topics.get(event.pipeline.name());
        long now = System.currentTimeMillis();
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(topic, null, event.timestamp, event.key, event.value),
                (place, problem) -> done(topic, place, problem, now));
    }

    /** HTTP has no events without a value. */
    private boolean isForGateway(SampleEvent event) {
        return event.pipeline.name().equals(GATEWAY_PIPELINE) && event.value != null && json++ % GATEWAY_SHARE == 0;
    }

    private void done(String topic, RecordMetadata place, Exception problem, long sentAt) {
        if (problem != null) {
            failure.compareAndSet(null, new SendFailedException(topic, problem));
            return;
        }
        acknowledged.increment();
        if (Latencies.isSampled(place.offset())) {
            latencies.sent(topic, place.partition(), place.offset(), sentAt);
        }
    }

    public long acknowledged() {
        return acknowledged.sum() + gateway.acknowledged();
    }

    /** Sends no more; what is on its way is still acknowledged. */
    public void stop() {
        stopped = true;
    }

    /**
     * Whether everything is sent and acknowledged.
     *
     * @throws RuntimeException what made it fail
     */
    public boolean isDone() {
        if (failure.get() != null) {
            throw failure.get();
        }
        return !thread.isAlive();
    }

    @Override
    public void close() {
        stop();
        gateway.close();
        producer.close(Duration.ofSeconds(5));
    }
}
