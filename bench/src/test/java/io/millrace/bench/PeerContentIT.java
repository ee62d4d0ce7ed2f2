// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.Profiling;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.connectors.CommittedRecords;
import io.millrace.bench.connectors.Connector;
import io.millrace.bench.connectors.ConnectorRun;
import io.millrace.bench.connectors.FreshWorker;
import io.millrace.bench.connectors.Input;
import io.millrace.bench.connectors.Inputs;
import io.millrace.bench.sinks.SinkSettings;
import io.millrace.local.server.ConnectServer;
import io.millrace.operations.connect.ConnectWorker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A peer makes of its events what our sink makes of the batches of them: all of it, once. For {@code -Dmillrace.bench.all=true}, as {@link BenchIT}. */
@EnabledIfSystemProperty(named = "millrace.bench.all", matches = "true")
class PeerContentIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private static Path folder;

    private static TestBed bed;

    @BeforeAll
    static void start() {
        bed = new TestBed(folder, Pace.SMALL, Profiling.none());
        bed.start();
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    @Test
    void shouldHaveTheSameRows() throws Exception {
        // When
        Delivered sink = deliver("postgres-connect");
        Delivered peer = deliver("postgres-debezium");

        // Then
        long least = Math.min(sink.events, peer.events) / Input.PARTITIONS;
        // Debezium's fastest statement drops what is below a second.
        String rows = """
                SELECT source_partition, source_offset, date_trunc('second', event_time), id, "requestId",
                date_trunc('second', "timestamp"), "user", method, path, status, bytes, referrer, "userAgent"
                FROM "%s" WHERE source_offset < %d""";
        String url = sink.config.get("postgres.url");
        String sinks = rows.formatted(sink.run, least);
        String peers = rows.formatted(peer.run, least);
        assertThat(Content.number(url, "SELECT count(*) FROM (%s) x".formatted(sinks)))
                .isEqualTo(least * Input.PARTITIONS);
        assertThat(Content.number(url, "SELECT count(*) FROM (%s) x".formatted(peers)))
                .isEqualTo(least * Input.PARTITIONS);
        assertThat(Content.number(url, "SELECT count(*) FROM (%s EXCEPT %s) x".formatted(sinks, peers)))
                .isZero();
    }

    @Test
    void shouldHaveTheSameDocuments() throws Exception {
        // When
        Delivered sink = deliver("opensearch-connect");
        Delivered peer = deliver("opensearch-camel");

        // Then
        assertThat(peer.events).isEqualTo(sink.events);
        for (int partition = 0; partition < Input.PARTITIONS; partition++) {
            for (long from = 0; from < sink.events / Input.PARTITIONS; from += Input.BATCH_EVENTS) {
                String expected = documents(sink, sink.run, partition, from);
                assertThat(expected)
                        .doesNotContain("\"found\":false")
                        .contains("bench.events-" + partition + '-' + from + '"');
                assertThat(documents(sink, peer.run, partition, from)).isEqualTo(expected);
            }
        }
    }

    private record Delivered(String run, long events, Map<String, String> config) {}

    /** By a worker, until all is committed and there; nothing else may be there, nor a dead letter. */
    private static Delivered deliver(String name) throws Exception {
        ConnectorRun row = Content.run(name, ConnectorRun.class);
        Connector connector = row.connector();
        long events = Inputs.of(bed).require(connector.input());
        String run = bed.nextRun(name);
        row.target().make(bed, run);
        bed.topics().create(SinkSettings.deadLetters(run), 1);
        Map<String, String> config = connector.config(bed, run);
        try (ConnectServer worker = FreshWorker.start(bed, connector.plugins());
                CommittedRecords committed = new CommittedRecords(bed, run)) {
            new ConnectWorker(worker.url().toString()).put(run, config);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> committed.count() * connector.input().eventsOfRecord() == events
                            && row.target().count(bed, run) >= events);
        }
        assertThat(row.target().count(bed, run)).as(name).isEqualTo(events);
        assertThat(bed.topics().end(SinkSettings.deadLetters(run), 1)).isZero();
        return new Delivered(run, events, config);
    }

    /** A batch's documents by their names, with how often each was written. */
    private static String documents(Delivered server, String index, int partition, long from)
            throws IOException, InterruptedException {
        String ids = LongStream.range(from, from + Input.BATCH_EVENTS)
                .mapToObj(offset -> "\"bench.events-" + partition + '-' + offset + '"')
                .collect(Collectors.joining(",", "{\"ids\":[", "]}"));
        URI uri = URI.create(server.config.get("opensearch.urls") + '/' + index
                + "/_mget?filter_path=docs._id,docs._version,docs.found,docs._source");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ids))
                .build();
        return Content.answer(request);
    }
}
