// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.clients;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Counts the records that the broker has taken. One for all records; called by the producer's thread. */
final class Acknowledged implements Callback {
    private final AtomicLong count = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    @Override
    public void onCompletion(RecordMetadata metadata, Exception failed) {
        if (failed == null) {
            count.lazySet(count.get() + 1);
        } else {
            failure.compareAndSet(null, failed);
        }
    }

    /** Throws when the broker has refused one. */
    long count() {
        if (failure.get() != null) {
            throw new IllegalStateException("A record was not sent", failure.get());
        }
        return count.get();
    }
}
