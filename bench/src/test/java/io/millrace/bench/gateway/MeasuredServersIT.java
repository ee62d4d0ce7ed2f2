// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.Profiling;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.subject.Spec;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is measured has put on the topic what it says, no more and no less. */
class MeasuredServersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 4;
    private static final int ITEMS = 3;

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

    @ParameterizedTest
    @ValueSource(classes = {GatewaySubject.class, BareSubject.class})
    void shouldHaveOnTheTopicWhatIsProcessed(Class<? extends ServerSubject> type) throws Exception {
        // Given
        String run = bed.nextRun("server");
        Spec spec = new ServerRun("server", type, ITEMS).spec(bed, run);
        String topic = ServerRun.config(spec).pipeline(run).sourceTopic();
        bed.topics().create(topic, PARTITIONS);
        ServerSubject server = type.getConstructor(Spec.class).newInstance(spec);

        // When
        server.start();
        await().atMost(PATIENCE).until(() -> server.processed() > 0);
        server.rest();
        long rested = server.processed();
        long thereAtRest = bed.topics().end(topic, PARTITIONS);
        server.resume();
        await().atMost(PATIENCE).until(() -> server.processed() > rested);
        long stopped = server.stop();

        // Then
        assertThat(thereAtRest).isEqualTo(rested);
        assertThat(bed.topics().end(topic, PARTITIONS)).isEqualTo(stopped);
    }
}
