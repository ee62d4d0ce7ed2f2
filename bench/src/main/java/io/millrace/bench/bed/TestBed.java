// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.bed;

import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Site;
import io.millrace.local.server.KafkaNode;
import io.millrace.local.server.KafkaServer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What every run finds: a broker, a folder and the pace. Whatever is started here ends with it. */
public final class TestBed implements AutoCloseable {
    private final Site site;
    private final Pace pace;
    private final Profiling profiling;
    private final KafkaServer kafka;
    private final BenchTopics topics;
    private final Map<Class<?>, Facility> facilities = new HashMap<>();
    private final Deque<Facility> lastFirst = new ArrayDeque<>();
    private int runs;

    public TestBed(Path folder, Pace pace, Profiling profiling) {
        this.site = new Site(folder, Lifetime.ATTACHED);
        this.pace = pace;
        this.profiling = profiling;
        KafkaNode node = new KafkaNode(1, Ports.free(), Ports.free());
        kafka = new KafkaServer(site, node, List.of(node), "1g");
        topics = new BenchTopics(node.address());
    }

    public void start() {
        kafka.start();
        kafka.awaitReady();
    }

    public Pace pace() {
        return pace;
    }

    public Profiling profiling() {
        return profiling;
    }

    public Site site() {
        return site;
    }

    public KafkaServer kafka() {
        return kafka;
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public BenchTopics topics() {
        return topics;
    }

    /** What only some runs need: made when one asks first, kept for the others, and closed with the bed. */
    public <T extends Facility> T facility(Class<T> type, Function<TestBed, T> make) {
        Facility facility = facilities.get(type);
        if (facility == null) {
            facility = make.apply(this);
            facilities.put(type, facility);
            lastFirst.push(facility);
        }
        return type.cast(facility);
    }

    /** A name that no run had before, for topics, groups and folders. */
    public String nextRun(String name) {
        runs++;
        return name.replaceAll("[^A-Za-z0-9-]", "-") + "-" + runs;
    }

    /** Where a run, or what it shares with others, has its files. */
    public Path runFolder(String run) {
        return site.data("runs").resolve(run);
    }

    @Override
    public void close() {
        lastFirst.forEach(Facility::close);
        topics.close();
        kafka.close();
    }
}
