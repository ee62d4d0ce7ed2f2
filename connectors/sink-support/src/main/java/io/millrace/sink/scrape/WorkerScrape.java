// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.scrape;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * What a worker shows of its sinks and of itself. Reads beans by the names of their attributes alone: those of another plugin are of
 * other classes, and may be of another version, of which what it has is shown.
 */
final class WorkerScrape {
    private static final double MILLIS = 1_000;

    private final MBeanServer beans;
    private final ScrapeText text = new ScrapeText();

    WorkerScrape(MBeanServer beans) {
        this.beans = beans;
    }

    /** All of it, in the text format. */
    String read() {
        List<ObjectName> sinks = named("io.millrace:type=sink,*");
        for (SinkMetric metric : SinkMetric.values()) {
            text.family(metric.prometheusName(), metric.type(), metric.doc());
            for (ObjectName sink : sinks) {
                show(metric, sink);
            }
        }
        showStates();
        showProcess();
        return text.toString();
    }

    private List<ObjectName> named(String pattern) {
        try {
            return beans.queryNames(new ObjectName(pattern), null).stream()
                    .sorted(Comparator.comparing(ObjectName::getCanonicalName))
                    .toList();
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(pattern, e);
        }
    }

    private void show(SinkMetric metric, ObjectName sink) {
        try {
            Map<String, String> labels = labels(sink);
            labels.put("type", (String) beans.getAttribute(sink, "SinkType"));
            Object value = beans.getAttribute(sink, metric.attribute());
            switch (metric) {
                case RETRIES -> showByCause(metric, labels, (TabularData) value);
                case DELAY -> showBuckets(sink, labels, (long[]) value);
                case OLDEST -> text.sample(metric.prometheusName(), labels, ((Number) value).longValue() / MILLIS);
                default -> text.sample(metric.prometheusName(), labels, ((Number) value).doubleValue());
            }
        } catch (JMException e) {
            // The task has ended meanwhile, or is of a version that does not count this.
        }
    }

    private static Map<String, String> labels(ObjectName task) {
        String connector = task.getKeyProperty("connector");
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("connector", connector.startsWith("\"") ? ObjectName.unquote(connector) : connector);
        labels.put("task", task.getKeyProperty("task").replace("\"", ""));
        return labels;
    }

    private void showByCause(SinkMetric metric, Map<String, String> labels, TabularData byCause) {
        for (Object row : byCause.values()) {
            CompositeData entry = (CompositeData) row;
            labels.put("cause", (String) entry.get("key"));
            text.sample(metric.prometheusName(), labels, ((Number) entry.get("value")).doubleValue());
        }
    }

    private void showBuckets(ObjectName sink, Map<String, String> labels, long[] counts) throws JMException {
        double[] bounds = (double[]) beans.getAttribute(sink, SinkMetric.DELAY_BOUNDS);
        double sum = (Double) beans.getAttribute(sink, SinkMetric.DELAY_SUM);
        String name = SinkMetric.DELAY.prometheusName();
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i];
            Map<String, String> withBound = new LinkedHashMap<>(labels);
            withBound.put("le", i < bounds.length ? Double.toString(bounds[i]) : "+Inf");
            text.sample(name + "_bucket", withBound, (double) below);
        }
        text.sample(name + "_sum", labels, sum);
        text.sample(name + "_count", labels, (double) below);
    }

    private void showStates() {
        List<ObjectName> tasks = named("kafka.connect:type=connector-task-metrics,*");
        for (WorkerMetric metric : List.of(WorkerMetric.RUNNING, WorkerMetric.FAILED)) {
            text.family(metric.prometheusName(), "gauge", metric.doc());
            String asked = metric == WorkerMetric.RUNNING ? "running" : "failed";
            for (ObjectName task : tasks) {
                try {
                    Object status = beans.getAttribute(task, "status");
                    text.sample(metric.prometheusName(), labels(task), asked.equals(status) ? 1 : 0);
                } catch (JMException e) {
                    // Connect has taken it away meanwhile.
                }
            }
        }
    }

    private void showProcess() {
        show(WorkerMetric.CPU, cpuUsage());
        show(WorkerMetric.CPUS, Runtime.getRuntime().availableProcessors());
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
        showByArea(WorkerMetric.MEMORY_USED, heap.getUsed(), other.getUsed());
        showByArea(WorkerMetric.MEMORY_MAX, heap.getMax(), other.getMax());
    }

    private double cpuUsage() {
        try {
            ObjectName system = ManagementFactory.getOperatingSystemMXBean().getObjectName();
            return ((Number) beans.getAttribute(system, "ProcessCpuLoad")).doubleValue();
        } catch (JMException e) {
            return Double.NaN;
        }
    }

    private void show(WorkerMetric metric, double value) {
        text.family(metric.prometheusName(), "gauge", metric.doc());
        text.sample(metric.prometheusName(), Map.of(), value);
    }

    private void showByArea(WorkerMetric metric, long heap, long other) {
        text.family(metric.prometheusName(), "gauge", metric.doc());
        text.sample(metric.prometheusName(), Map.of("area", "heap"), (double) heap);
        text.sample(metric.prometheusName(), Map.of("area", "nonheap"), (double) other);
    }
}
