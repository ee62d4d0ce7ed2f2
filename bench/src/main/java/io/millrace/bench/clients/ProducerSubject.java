package io.millrace.bench.clients;

import io.millrace.bench.data.Fill;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer that writes the events, one record each, as fast as it can. */
public final class ProducerSubject implements Subject, Worker.Job {
    private final Spec spec;
    private final byte[][] values;
    private final Worker worker = new Worker("producer", this);
    private final AtomicReference<Exception> refused = new AtomicReference<>();
    private KafkaProducer<byte[], byte[]> producer;
    private final LongAdder sent = new LongAdder();

    public ProducerSubject(Spec spec) {
        this.spec = spec;
        this.values = Fill.values((int) spec.number(Spec.EVENT_BYTES));
    }

    @Override
    public void start() {
        producer = new KafkaProducer<>(
                ClientSettings.producer(spec), new ByteArraySerializer(), new ByteArraySerializer());
        worker.start();
    }

    @Override
    public void step() throws Exception {
        for (byte[] value : values) {
            Future<?> unused = producer.send(
                    new ProducerRecord<>(spec.text(Spec.SINK_TOPIC), value), (metadata, failure) -> refuse(failure));
        }
        if (refused.get() != null) {
            throw refused.get();
        }
        sent.add(values.length);
    }

    private void refuse(Exception failure) {
        if (failure != null) {
            refused.set(failure);
        }
    }

    @Override
    public void end() throws Exception {
        producer.close();
        if (refused.get() != null) {
            throw refused.get();
        }
    }

    @Override
    public long processed() {
        worker.check();
        return sent.sum();
    }

    @Override
    public long stop() throws InterruptedException {
        worker.stop();
        return sent.sum();
    }
}
