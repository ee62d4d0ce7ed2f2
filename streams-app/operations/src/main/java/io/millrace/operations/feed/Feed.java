// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.feed;

import io.millrace.schemas.encode.EventFormat;
import io.millrace.schemas.encode.JsonField;
import io.millrace.schemas.encode.UnfitJsonException;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Sends lines as events, as fast as they are accepted or at a given rate, and stops at the first one that cannot be sent. */
public final class Feed {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final EventFormat format;
    private final JsonField key;
    private final FeedPace pace;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** {@code key} is null for events without a key. */
    public Feed(Producer<byte[], byte[]> producer, String topic, EventFormat format, JsonField key, FeedPace pace) {
        this.producer = producer;
        this.topic = topic;
        this.format = format;
        this.key = key;
        this.pace = pace;
    }

    /** Returns how many events were sent, all acknowledged; throws {@link FeedException} otherwise. */
    public long run(NdjsonReader lines) throws InterruptedException {
        long sent = 0;
        try {
            for (byte[] line = lines.next(); line != null && failure.get() == null; line = lines.next()) {
                pace.await(sent);
                send(format.event(line), key == null ? null : key.text(line));
                sent++;
            }
            producer.flush();
        } catch (UnfitJsonException e) {
            throw new FeedException(lines.place() + ": " + e.getMessage() + outcome());
        } catch (LineTooLongException e) {
            throw new FeedException(lines.place() + ": " + e.getMessage() + outcome(), e);
        } catch (IOException e) {
            throw new FeedException("Cannot read " + lines.readUpTo() + ": " + e + outcome(), e);
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
        }
        if (failure.get() != null) {
            Exception cause = failure.get();
            throw new FeedException("An event could not be sent to " + topic + ": " + cause + outcome(), cause);
        }
        return sent;
    }

    private void send(byte[] value, byte[] eventKey) {
        // The callback is told of both outcomes.
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(topic, eventKey, value), (metadata, refused) -> {
                    if (refused == null) {
                        acknowledged.incrementAndGet();
                    } else {
                        failure.compareAndSet(null, refused);
                    }
                });
    }

    private String outcome() {
        producer.flush();
        return "; " + acknowledged.get() + " events were acknowledged";
    }
}
