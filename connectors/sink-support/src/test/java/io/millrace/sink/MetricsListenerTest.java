// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.scrape.MetricsListener;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One test, because a listener stays for as long as its JVM. */
class MetricsListenerTest {
    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();
    private static final ObjectName LISTENER = name("io.millrace:type=metrics-listener");
    private static final ObjectName CONNECT = name("kafka.connect:type=connector-task-metrics,connector=lake,task=0");

    private final URLClassLoader plugin = otherPlugin();

    @AfterEach
    void forget() throws IOException {
        plugin.close();
        System.clearProperty(MetricsListener.PROPERTY);
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** As Connect's own bean, of which one attribute counts. */
    public interface TaskMXBean {
        String getstatus();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String scrape(int port) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://localhost:" + port + "/metrics").toURL().openConnection();
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** A plugin's, which Connect keeps open. */
    private static URLClassLoader otherPlugin() {
        URL[] path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(MetricsListenerTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String file) {
        try {
            return new File(file).toURI().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldShowAllSinksOfTheJvmFromOneListenerWhicheverPluginOpenedIt() throws Exception {
        MetricsListener.open();
        assertThat(BEANS.isRegistered(LISTENER))
                .as("without a port there is none")
                .isFalse();

        try (ServerSocket taken = new ServerSocket(0)) {
            System.setProperty(MetricsListener.PROPERTY, Integer.toString(taken.getLocalPort()));
            MetricsListener.open();
            assertThat(BEANS.isRegistered(LISTENER))
                    .as("one that cannot have its port leaves the place to the next")
                    .isFalse();
        }

        int port = freePort();
        System.setProperty(MetricsListener.PROPERTY, Integer.toString(port));
        Class<?> other = plugin.loadClass(MetricsListener.class.getName());
        assertThat(other).isNotSameAs(MetricsListener.class);
        other.getMethod("open").invoke(null);
        MetricsListener.open();
        SinkMetrics sink = new SinkMetrics(System::nanoTime, () -> Instant.ofEpochMilli(10_000));
        sink.register("a \"lake\"", "2", "s3");
        BEANS.registerMBean(new StandardMBean((TaskMXBean) () -> "failed", TaskMXBean.class, true), CONNECT);
        sink.finished(9_800L);
        sink.finished(-1_000_000L);
        sink.finished(null);
        sink.retried(RetryCause.TIMEOUT);

        String shown = scrape(port);

        String labels = "connector=\"a \\\"lake\\\"\",task=\"2\",type=\"s3\"";
        assertThat(shown)
                .contains("# TYPE millrace_sink_batches_total counter\n")
                .contains("millrace_sink_batches_total{" + labels + "} 0.0\n")
                .contains("millrace_sink_retries_total{" + labels + ",cause=\"timeout\"} 1.0\n")
                .contains("millrace_sink_retries_total{" + labels + ",cause=\"registry\"} 0.0\n")
                .contains("millrace_sink_delivery_delay_seconds_bucket{" + labels + ",le=\"0.1\"} 0.0\n")
                .contains("millrace_sink_delivery_delay_seconds_bucket{" + labels + ",le=\"0.25\"} 1.0\n")
                .contains("millrace_sink_delivery_delay_seconds_bucket{" + labels + ",le=\"600.0\"} 1.0\n")
                .contains("millrace_sink_delivery_delay_seconds_bucket{" + labels + ",le=\"+Inf\"} 2.0\n")
                .contains("millrace_sink_delivery_delay_seconds_count{" + labels + "} 2.0\n")
                .contains("millrace_sink_task_failed{connector=\"lake\",task=\"0\"} 1.0\n")
                .contains("millrace_sink_task_running{connector=\"lake\",task=\"0\"} 0.0\n")
                .contains("jvm_memory_used_bytes{area=\"heap\"} ");
        assertThat(shown.lines()).doesNotHaveDuplicates();

        sink.close();
        BEANS.unregisterMBean(CONNECT);
        assertThat(scrape(port)).doesNotContain("lake");
    }
}
