// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import io.millrace.s3.content.ObjectEncoders;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.sink.payload.PayloadSchemas;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The object of a batch of 5,000 events of 200 bytes in Avro; {@link GzipBench} is the floor under the JSON Lines. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ObjectBench {
    private static final int EVENTS = 5_000;
    private static final int EVENT_BYTES = 200;

    /** The sink's default, its fastest gzip, and its default zstd. */
    @Param({"gzip 6", "gzip 1", "zstd 3"})
    public String compression;

    private ObjectEncoders.Encoder avro;
    private ObjectEncoders.Encoder jsonLines;
    private EventBatch avroBatch;
    private EventBatch jsonBatch;

    @Setup
    public void prepare() throws MalformedAvroException {
        PayloadSchemas schemas = new PayloadSchemas(Events.registry());
        avro = ObjectEncoders.avro(schemas, compression);
        jsonLines = ObjectEncoders.jsonLines(schemas, compression);
        avroBatch = EventBatch.read(Events.avroBatch(EVENT_BYTES, EVENTS));
        jsonBatch = EventBatch.read(Events.jsonBatch(EVENT_BYTES, EVENTS));
    }

    /** Avro events in a container file. */
    @Benchmark
    public long avroToAvro() throws Exception {
        return avro.encode(avroBatch);
    }

    /** Avro events as JSON Lines. */
    @Benchmark
    public long avroToJsonLines() throws Exception {
        return jsonLines.encode(avroBatch);
    }

    /** The same events in JSON as JSON Lines. */
    @Benchmark
    public long jsonToJsonLines() throws Exception {
        return jsonLines.encode(jsonBatch);
    }
}
