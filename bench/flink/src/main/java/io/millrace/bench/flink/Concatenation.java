// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.flink;

import java.nio.ByteBuffer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** A batch is its events one behind the other, each with its length before it: four bytes, big-endian. */
final class Concatenation implements WindowFunction<Tuple2<Integer, byte[]>, byte[], Integer, TimeWindow> {
    private static final long serialVersionUID = 1L;

    /** Runs over the events twice, so that the batch is allocated once. */
    @Override
    public void apply(
            Integer partition, TimeWindow window, Iterable<Tuple2<Integer, byte[]>> events, Collector<byte[]> out) {
        int count = 0;
        int length = 0;
        for (Tuple2<Integer, byte[]> event : events) {
            count++;
            length += Integer.BYTES + event.f1.length;
        }
        ByteBuffer batch = ByteBuffer.allocate(length);
        for (Tuple2<Integer, byte[]> event : events) {
            batch.putInt(event.f1.length).put(event.f1);
        }
        Progress.batch(count);
        out.collect(batch.array());
    }
}
