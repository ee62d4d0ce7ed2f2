package io.millrace.bench.streams;

import io.millrace.bench.data.Fill;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import io.millrace.decode.Decoder;
import io.millrace.decode.RejectedException;
import io.millrace.schemas.PayloadFormat;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Validation alone: the decoder over the same events, in memory, in one thread. */
public final class ValidationSubject implements Subject {
    private final byte[][] values;
    private final AtomicReference<RejectedException> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::work, "validation");
    private volatile boolean stopped;
    private final LongAdder validated = new LongAdder();

    public ValidationSubject(Spec spec) {
        values = Fill.values((int) spec.number(Spec.EVENT_BYTES));
    }

    private void work() {
        Decoder decoder = new Decoder(
                PayloadFormat.AVRO, null, Long.MAX_VALUE, MillraceTopology.schemas(), System::currentTimeMillis);
        try {
            while (!stopped) {
                for (byte[] value : values) {
                    decoder.decode(value, 0);
                }
                validated.add(values.length);
            }
        } catch (RejectedException e) {
            failure.set(e);
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public long processed() {
        if (failure.get() != null) {
            throw new IllegalStateException("An event is refused", failure.get());
        }
        return validated.sum();
    }

    @Override
    public long stop() throws InterruptedException {
        stopped = true;
        thread.join();
        return processed();
    }
}
