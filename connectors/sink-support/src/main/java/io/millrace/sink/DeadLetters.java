// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The dead letters of one batch on their way to the brokers. {@link #write} may be called until it succeeds: it sends
 * again only those letters that have failed, and goes on waiting for the others. For one thread.
 */
final class DeadLetters {
    private static final long ACKNOWLEDGEMENT_SECONDS = 10;

    /** Makes the letters, one after the other, so that not all of them are in memory at once. */
    interface Source {
        /** Hands each letter to {@link DeadLetters#send}, the same ones at each call. */
        void sendAll(DeadLetters letters) throws Exception;
    }

    private final Producer<byte[], byte[]> producer;
    private final Source source;
    private final Exception reason;
    private final Map<Integer, Future<RecordMetadata>> sent = new HashMap<>();

    /** @param reason why there are any; null when there are none */
    DeadLetters(Producer<byte[], byte[]> producer, Source source, Exception reason) {
        this.producer = producer;
        this.source = source;
        this.reason = reason;
    }

    boolean isEmpty() {
        return reason == null;
    }

    /** Why the first of them was refused. */
    Exception reason() {
        return reason;
    }

    /**
     * Returns how many there are when the brokers have acknowledged all of them. Throws what is for
     * {@link DeadLetterWriter#classify}; a missing acknowledgement is a {@link TimeoutException}.
     */
    int write() throws Exception {
        source.sendAll(this);
        awaitAcknowledgements();
        return sent.size();
    }

    /** Sends the letter unless that was done by an earlier {@link #write}; {@code index} is that of its event, or 0 for a batch. */
    void send(int index, Callable<ProducerRecord<byte[], byte[]>> letter) throws Exception {
        if (sent.containsKey(index)) {
            return;
        }
        Future<RecordMetadata> acknowledgement = producer.send(letter.call());
        if (acknowledgement.isDone()) {
            // Failed at once, as when the producer's buffer stays full: the next one would wait as long for nothing.
            await(acknowledgement);
        }
        sent.put(index, acknowledgement);
    }

    private void awaitAcknowledgements() throws Exception {
        Exception failure = null;
        for (Iterator<Future<RecordMetadata>> all = sent.values().iterator(); all.hasNext(); ) {
            try {
                await(all.next());
            } catch (java.util.concurrent.TimeoutException e) {
                throw new TimeoutException(
                        "No acknowledgement from the dead-letter topic within " + ACKNOWLEDGEMENT_SECONDS + " s", e);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                failure = failure == null ? e : failure;
                all.remove();
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static void await(Future<RecordMetadata> acknowledgement) throws Exception {
        try {
            acknowledgement.get(ACKNOWLEDGEMENT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
