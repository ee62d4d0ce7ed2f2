// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import io.millrace.bench.data.Fill;
import io.millrace.decode.Decoder;
import io.millrace.decode.EventTimeRules;
import io.millrace.decode.RegisteredSchemas;
import io.millrace.decode.RejectedException;
import io.millrace.schemas.Event;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One event checked, with its event time from a field; the baseline is Avro's own reader on the same bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBench {
    private static final String TIME_FIELD = "timestamp";

    @Param({"50", "200", "1024", "10240"})
    public int bytes;

    private final GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(Fill.SCHEMA);
    private final Event event = new Event();
    private byte[][] avroEvents;
    private byte[][] jsonEvents;
    private Decoder avro;
    private Decoder json;
    private BinaryDecoder binary;
    private GenericRecord reused;
    private int at;

    @Setup
    public void prepare() {
        RegisteredSchemas schemas = new RegisteredSchemas(Events.registry(), Duration.ofMinutes(1), () -> {});
        avroEvents = Events.avro(bytes);
        jsonEvents = Events.json(bytes);
        avro = new Decoder(
                PayloadFormat.AVRO,
                EventTimeRules.ofField(TIME_FIELD, Long.MAX_VALUE),
                schemas,
                System::currentTimeMillis);
        json = new Decoder(
                PayloadFormat.JSON,
                EventTimeRules.ofField(TIME_FIELD, Long.MAX_VALUE),
                null,
                System::currentTimeMillis);
    }

    @Benchmark
    public long avro() throws RejectedException {
        avro.decode(of(next(avroEvents)));
        return event.timestamp();
    }

    /** V0: to a record, in objects that are used again, which is the best that Avro's documentation has. */
    @Benchmark
    public Object avroLibrary() throws IOException {
        byte[] value = next(avroEvents);
        binary = DecoderFactory.get()
                .binaryDecoder(value, WireFormat.PREFIX_BYTES, value.length - WireFormat.PREFIX_BYTES, binary);
        reused = reader.read(reused, binary);
        return reused.get(TIME_FIELD);
    }

    /** V0 as most write it: a new record for each event. */
    @Benchmark
    public Object avroLibraryNewRecords() throws IOException {
        byte[] value = next(avroEvents);
        binary = DecoderFactory.get()
                .binaryDecoder(value, WireFormat.PREFIX_BYTES, value.length - WireFormat.PREFIX_BYTES, binary);
        return reader.read(null, binary);
    }

    @Benchmark
    public long json() throws RejectedException {
        json.decode(of(next(jsonEvents)));
        return event.timestamp();
    }

    private Event of(byte[] value) {
        return event.value(value, 0, value.length);
    }

    private byte[] next(byte[][] events) {
        at = (at + 1) % events.length;
        return events[at];
    }
}
