package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class SinkMetricsTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void shouldBeVisibleOverJmxUntilItIsClosed() throws Exception {
        ObjectName name = new ObjectName("io.millrace:type=sink,connector=\"a, lake\",task=0");
        SinkMetrics metrics = new SinkMetrics();
        metrics.register("a, lake", "0");
        metrics.delivered(TestBatches.open(TestBatches.json(0, "{}", "{}")).header());

        assertThat(server.getAttribute(name, "Batches")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "Events")).isEqualTo(2L);
        assertThat(server.getAttribute(name, "Bytes")).isEqualTo(4L);
        metrics.close();
        assertThat(server.isRegistered(name)).isFalse();
    }

    @Test
    void shouldTakeThePlaceOfATaskThatHasNotEnded() throws Exception {
        ObjectName name = new ObjectName("io.millrace:type=sink,connector=\"lake\",task=1");
        SinkMetrics old = new SinkMetrics();
        old.register("lake", "1");
        SinkMetrics next = new SinkMetrics();
        next.register("lake", "1");
        next.retried();

        assertThat(server.getAttribute(name, "Retries")).isEqualTo(1L);
        next.close();
    }
}
