// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

import io.millrace.operations.feed.GatewayClient;
import io.millrace.operations.feed.GatewayClient.Outcome;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Sends sample events of a pipeline through a gateway, some tens in a request, on a thread of its own; counts those in a 200. */
final class GatewaySender implements AutoCloseable {
    private static final int ROOM = 1_000;
    private static final int MOST_EVENTS = 50;
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LOOK_MS = 100;

    private final GatewayClient gateway;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(ROOM);
    private final LongAdder acknowledged = new LongAdder();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final String run = UUID.randomUUID().toString();
    private final Thread thread = new Thread(this::sendAll, "gateway-sender");
    private volatile boolean complete;

    GatewaySender(GatewayClient gateway) {
        this.gateway = gateway;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits while the gateway is that far behind. Throws what made it fail. */
    void send(byte[] event) throws InterruptedException {
        while (!waiting.offer(event, LOOK_MS, TimeUnit.MILLISECONDS)) {
            requireSound();
        }
    }

    /** Returns when all events are acknowledged, and accepts no more. Throws what made it fail. */
    void finish() throws InterruptedException {
        complete = true;
        thread.join();
        requireSound();
    }

    private void requireSound() {
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    private void sendAll() {
        try {
            for (long request = 0; !complete || !waiting.isEmpty(); request++) {
                List<byte[]> events = gather();
                if (!events.isEmpty()) {
                    send(events, run + '-' + request);
                }
            }
        } catch (RuntimeException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            // Nobody waits for the rest.
            Thread.currentThread().interrupt();
        }
    }

    private List<byte[]> gather() throws InterruptedException {
        List<byte[]> events = new ArrayList<>();
        long end = System.nanoTime() + GATHER_NANOS;
        for (long left = GATHER_NANOS; left > 0 && events.size() < MOST_EVENTS; left = end - System.nanoTime()) {
            byte[] event = waiting.poll(Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MS)), TimeUnit.NANOSECONDS);
            if (event != null) {
                events.add(event);
            } else if (complete) {
                break;
            }
        }
        return events;
    }

    private void send(List<byte[]> events, String key) throws InterruptedException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (byte[] event : events) {
            lines.writeBytes(event);
            lines.write('\n');
        }
        Outcome outcome = gateway.send(lines.toByteArray(), key);
        acknowledged.add(outcome.accepted());
        if (!outcome.rejected().isEmpty()) {
            throw new SendFailedException(
                    gateway.address().toString(), outcome.rejected().get(0).reason());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
