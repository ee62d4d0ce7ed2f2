// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.Profiling;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.sinks.DeliveryRun;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is measured writes the same, and has written it when it says so, also across a rest. */
class DeliveredContentIT {
    private static final long FIRST = 1_000_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    void shouldHaveTheRowsThatTheSinkMakes() throws Exception {
        // When
        Delivered sink = deliver("postgres-sink");
        Delivered copy = deliver("postgres-copy");
        Delivered insert = deliver("postgres-insert");

        // Then
        long least = Math.min(sink.events, Math.min(copy.events, insert.events));
        assertThat(rows(sink)).isEqualTo(sink.events);
        for (Delivered loaded : new Delivered[] {copy, insert}) {
            assertThat(rows(loaded)).as(loaded.table()).isEqualTo(loaded.events);
            assertThat(different(sink, loaded, FIRST + least))
                    .as(loaded.table())
                    .isZero();
        }
    }

    @Test
    void shouldHaveTheDocumentsThatTheSinkMakes() throws Exception {
        // When
        Delivered sink = deliver("opensearch-sink");
        Delivered bulk = deliver("opensearch-bulk");

        // Then
        for (Delivered delivered : new Delivered[] {sink, bulk}) {
            ask(delivered, "_refresh");
            assertThat(ask(delivered, "_count")).contains("\"count\":" + delivered.events + ',');
        }
        long least = Math.min(sink.events, bulk.events);
        for (long offset : new long[] {FIRST, FIRST + least / 2 + 1, FIRST + least - 1}) {
            String document = "_source/bench.events-0-" + offset;
            assertThat(ask(sink, document)).startsWith("{\"id\":").isEqualTo(ask(bulk, document));
        }
    }

    private record Delivered(Spec spec, long events) {
        String table() {
            return spec.text("postgres.table.name");
        }

        String database() {
            return spec.text("postgres.jdbc.url");
        }

        String index() {
            return spec.text("opensearch.index.url");
        }
    }

    private static Delivered deliver(String name) throws Exception {
        DeliveryRun run = Content.run(name, DeliveryRun.class);
        Spec spec = run.spec(bed, bed.nextRun(name));
        Subject subject = Class.forName(run.subject())
                .asSubclass(Subject.class)
                .getConstructor(Spec.class)
                .newInstance(spec);
        subject.start();
        await().atMost(PATIENCE).until(() -> subject.processed() > 0);
        subject.rest();
        long rested = subject.processed();
        subject.resume();
        await().atMost(PATIENCE).until(() -> subject.processed() > rested);
        return new Delivered(spec, subject.stop());
    }

    private static long rows(Delivered in) throws SQLException {
        return Content.number(in.database(), "SELECT count(*) FROM \"%s\"".formatted(in.table()));
    }

    /** How many of the sink's rows before that offset are not among those, or look otherwise. */
    private static long different(Delivered sink, Delivered those, long before) throws SQLException {
        return Content.number(
                sink.database(),
                "SELECT count(*) FROM (SELECT * FROM \"%s\" WHERE source_offset < %d EXCEPT SELECT * FROM \"%s\") x"
                        .formatted(sink.table(), before, those.table()));
    }

    private static String ask(Delivered of, String what) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(of.index() + '/' + what)).build();
        return Content.answer(request);
    }
}
