// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.latency;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.load.LoadSender;
import io.millrace.bench.load.OpenLoop;
import io.millrace.bench.load.Tail;
import io.millrace.bench.load.Through;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import io.millrace.local.stack.StreamInstance;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The real stream process, with the settings it has when nobody sets any, against a real registry and a topic that holds
 * some batches already: from the start of its JVM until a reader of committed records has its first batch.
 */
record StartRun(String name) implements Row {
    private static final long EVENTS = 20_000;

    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        try (FreshPipeline pipeline = new FreshPipeline(bed, name, 1)) {
            pipeline.prepare(Map.of());
            fill(pipeline);
            return Figures.builder()
                    .with(Figure.SECONDS, firstBatchAfter(pipeline))
                    .build();
        }
    }

    private static void fill(FreshPipeline pipeline) {
        OpenLoop atOnce = new OpenLoop(System.currentTimeMillis() - 1_000, EVENTS, EVENTS);
        try (LoadSender sender = pipeline.load(atOnce)) {
            sender.start();
            Through.await(pipeline.name(), EVENTS, sender::acknowledged);
        }
    }

    private static double firstBatchAfter(FreshPipeline pipeline) {
        AtomicLong first = new AtomicLong();
        StreamInstance instance = pipeline.process();
        Tail tail = pipeline.batches(batch -> first.compareAndSet(0, System.nanoTime()));
        long begin;
        try (instance;
                tail) {
            tail.start();
            begin = System.nanoTime();
            instance.start();
            Through.await(pipeline.name(), 1, () -> {
                tail.check();
                return first.get() == 0 ? 0 : 1;
            });
        }
        return (first.get() - begin) / 1e9;
    }
}
