// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class SinkMetricsTest {
    private long now;
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void shouldBeVisibleOverJmxUntilItIsClosed() throws Exception {
        ObjectName name = new ObjectName("io.millrace:type=sink,connector=\"a, lake\",task=0");
        SinkMetrics metrics = new SinkMetrics(() -> now);
        metrics.register("a, lake", "0", "s3");
        metrics.delivered(TestBatches.open(TestBatches.json(0, "{}", "{}")).header(), 0);
        metrics.limitedTo(3);

        assertThat(server.getAttribute(name, "Batches")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "Events")).isEqualTo(2L);
        assertThat(server.getAttribute(name, "Bytes")).isEqualTo(4L);
        assertThat(server.getAttribute(name, "ConcurrencyLimit")).isEqualTo(3);
        metrics.close();
        assertThat(server.isRegistered(name)).isFalse();
    }

    @Test
    void shouldTakeThePlaceOfATaskThatHasNotEnded() throws Exception {
        ObjectName name = new ObjectName("io.millrace:type=sink,connector=\"lake\",task=1");
        SinkMetrics old = new SinkMetrics(() -> now);
        old.register("lake", "1", "s3");
        SinkMetrics next = new SinkMetrics(() -> now);
        next.register("lake", "1", "s3");
        next.retried(RetryCause.ANSWER);

        assertThat(server.getAttribute(name, "Retries")).isEqualTo(1L);
        old.close();
        assertThat(server.getAttribute(name, "Retries")).isEqualTo(1L);
        next.close();
        assertThat(server.isRegistered(name)).isFalse();
    }

    @Test
    void shouldTellTheAgeOfTheOldestBatchThatIsNotFinished() {
        SinkMetrics metrics = new SinkMetrics(() -> now);
        assertThat(metrics.getOldestUnfinishedMs()).isZero();
        long first = metrics.started();
        now = 2_000_000_000L;
        long second = metrics.started();
        now = 5_000_000_000L;

        assertThat(metrics.getOldestUnfinishedMs()).isEqualTo(5_000);
        metrics.ended(first);
        assertThat(metrics.getOldestUnfinishedMs()).isEqualTo(3_000);
        metrics.ended(second);
        assertThat(metrics.getOldestUnfinishedMs()).isZero();
        assertThat(metrics.getInFlight()).isZero();
    }
}
