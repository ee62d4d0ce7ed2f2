// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import io.millrace.bench.data.Fill;
import io.millrace.bench.subject.Repeating;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import io.millrace.decode.Decoder;
import io.millrace.decode.EventTimeRules;
import io.millrace.decode.RejectedException;
import io.millrace.schemas.Event;
import io.millrace.schemas.PayloadFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Millrace's decoder on the events of the data set, in one thread, without Kafka around it. */
public final class ValidationSubject implements Subject {
    private static final long HOUR_MS = 3_600_000;

    private final byte[][] values;
    private final Event event = new Event().recordedAt(System.currentTimeMillis());
    private final Decoder decoder = new Decoder(
            PayloadFormat.AVRO,
            EventTimeRules.ofRecord(HOUR_MS),
            MillraceTopology.schemas(),
            System::currentTimeMillis);
    private final AtomicLong processed = new AtomicLong();
    private final Repeating work = new Repeating("validate", this::validate);

    public ValidationSubject(Spec spec) {
        this.values = Fill.values((int) spec.number(Spec.EVENT_BYTES));
    }

    @Override
    public void start() {
        work.start();
    }

    private void validate() throws RejectedException {
        for (byte[] value : values) {
            decoder.decode(event.value(value, 0, value.length));
        }
        processed.lazySet(processed.get() + values.length);
    }

    @Override
    public long processed() {
        work.check();
        return processed.get();
    }

    @Override
    public long stop() throws InterruptedException {
        work.stop();
        return processed.get();
    }
}
