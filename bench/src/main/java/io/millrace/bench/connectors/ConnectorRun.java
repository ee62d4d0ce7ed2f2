// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.connectors;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import io.millrace.bench.model.Window;
import io.millrace.bench.sinks.SinkSettings;
import io.millrace.bench.sinks.Target;
import io.millrace.bench.subject.PeakMemory;
import io.millrace.local.server.ConnectServer;
import io.millrace.operations.connect.ConnectWorker;
import java.util.List;
import java.util.OptionalLong;

/** A connector alone on a fresh worker. */
public record ConnectorRun(String name, Connector connector, Target target) implements Row {
    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        Input input = connector.input();
        long events = Inputs.of(bed).require(input);
        String run = bed.nextRun(name);
        try {
            target.make(bed, run);
            bed.topics().create(SinkSettings.deadLetters(run), 1);
            try (ConnectServer worker = FreshWorker.start(bed, connector.plugins());
                    CommittedRecords committed = new CommittedRecords(bed, run)) {
                new ConnectWorker(worker.url().toString()).put(run, connector.config(bed, run));
                ProgressWatch watch = new ProgressWatch(bed, worker, run, () -> delivered(bed, run, committed), events);
                Window window = watch.watch();
                requireThere(events(committed), target.count(bed, run));
                return window.figures(
                        input.eventBytes(), PeakMemory.bytes(worker.pid().orElse(0)));
            }
        } finally {
            bed.topics().deleteAll(run);
            target.remove(bed, run);
        }
    }

    private long delivered(TestBed bed, String run, CommittedRecords committed) throws Exception {
        OptionalLong written = target.written(bed, run);
        return written.isPresent() ? written.getAsLong() : events(committed);
    }

    private long events(CommittedRecords committed) throws Exception {
        return committed.count() * connector.input().eventsOfRecord();
    }

    /** What was written twice, as after a rebalance, is there once: so what is committed counts, not what was written. */
    private void requireThere(long committed, long there) {
        if (there < committed - connector.mayLack()) {
            throw new IllegalStateException("%s has committed %,d events, but %,d are there, and it may lack %,d only"
                    .formatted(name, committed, there, connector.mayLack()));
        }
    }
}
