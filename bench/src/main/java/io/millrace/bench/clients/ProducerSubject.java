// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.clients;

import io.millrace.bench.data.Fill;
import io.millrace.bench.subject.Repeating;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The raw producer: writes the events of the data set, one by one, for as long as it is let; acknowledged is processed. */
public final class ProducerSubject implements Subject {
    private static final int EVENTS_PER_STEP = 1_000;

    private final Spec spec;
    private final byte[][] values;
    private final Acknowledged acknowledged = new Acknowledged();
    private final Repeating work = new Repeating("producer", this::send);
    private KafkaProducer<byte[], byte[]> producer;
    private int partitions;
    private long sent;

    public ProducerSubject(Spec spec) {
        this.spec = spec;
        this.values = Fill.values((int) spec.number(Spec.EVENT_BYTES));
    }

    @Override
    public void start() {
        producer = new KafkaProducer<>(BareClientSettings.producer(spec));
        partitions = producer.partitionsFor(spec.text(Spec.SINK_TOPIC)).size();
        work.start();
    }

    private void send() {
        String topic = spec.text(Spec.SINK_TOPIC);
        for (int i = 0; i < EVENTS_PER_STEP; i++) {
            byte[] value = values[(int) (sent % values.length)];
            Future<?> unused = producer.send(
                    new ProducerRecord<>(topic, (int) (sent % partitions), null, null, value), acknowledged);
            sent++;
        }
    }

    @Override
    public long processed() {
        work.check();
        return acknowledged.count();
    }

    @Override
    public long stop() throws InterruptedException {
        work.stop();
        producer.flush();
        return acknowledged.count();
    }
}
