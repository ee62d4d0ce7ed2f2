// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.connectors;

import io.millrace.bench.bed.TestBed;
import io.millrace.local.process.Ports;
import io.millrace.local.server.ConnectServer;
import io.millrace.operations.connect.ConnectWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Connect workers that know nothing of those before them. One at a time. */
public final class FreshWorker {
    /** How often a worker commits. */
    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);

    private static final String CONNECT_TOPICS = "millrace-connect-";

    private FreshWorker() {}

    /** Ready for its connector. */
    public static ConnectServer start(TestBed bed, Path plugins) throws ExecutionException, InterruptedException {
        bed.topics().deleteAll(CONNECT_TOPICS);
        ConnectServer worker = new ConnectServer(
                bed.site(),
                Ports.free(),
                new ConnectServer.Options(bed.bootstrapServers(), 1, List.of(plugins), FLUSH_INTERVAL, Ports.free()));
        worker.start();
        worker.awaitReady();
        return worker;
    }

    /** What the worker says of the connector, for a message. */
    public static String status(ConnectServer worker, String connector) {
        return new ConnectWorker(worker.url().toString())
                .connector(connector)
                .map(shown -> shown.state() + ", tasks " + shown.tasks() + ": " + shown.problem())
                .orElse("unknown");
    }
}
