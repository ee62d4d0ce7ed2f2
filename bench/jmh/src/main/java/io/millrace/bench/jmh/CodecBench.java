// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.BatchWriter;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.EventEncoding;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.WireFormat;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The batch codec on events of 200 bytes: an event into its batch, a batch finished, a batch read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBench {
    private static final int EVENT_BYTES = 200;

    @Param({"100", "5000", "20000"})
    public int events;

    private final Event event = new Event().with(null, new RecordHeaders());
    private final AvroBuffer tail = new AvroBuffer(2 * 1024);
    private final BatchWriter writer = new BatchWriter();
    private byte[][] values;
    private AvroBuffer encoded;
    private BatchHeader header;
    private byte[] batch;
    private int appended;

    @Setup
    public void prepare() {
        values = Events.avro(EVENT_BYTES);
        encoded = Events.encoded(values, WireFormat.PREFIX_BYTES, events);
        header = Events.header(PayloadFormat.AVRO, events);
        batch = Events.avroBatch(EVENT_BYTES, events);
    }

    /** One event, into a buffer that starts over when a batch is full. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public int append() {
        if (appended == events) {
            appended = 0;
            tail.clear();
        }
        byte[] value = values[appended % values.length];
        event.from(0, appended).at(Events.FIRST_TIMESTAMP + appended);
        EventEncoding.write(tail, event.value(value, WireFormat.PREFIX_BYTES, value.length));
        appended++;
        return tail.size();
    }

    /** One batch of encoded events. */
    @Benchmark
    public byte[] finish() {
        writer.begin(Events.BATCH_SCHEMA_ID, header);
        writer.block(events, encoded.bytes(), 0, encoded.size());
        return writer.finish();
    }

    /** One batch, to its last event. */
    @Benchmark
    public long read() throws MalformedAvroException {
        EventCursor event = EventBatch.read(batch).events();
        long sum = 0;
        while (event.next()) {
            sum += event.offset() + event.valueLength();
        }
        return sum;
    }
}
