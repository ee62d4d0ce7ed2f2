// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.latency;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.Fill;
import io.millrace.bench.load.LoadSender;
import io.millrace.bench.load.OpenLoop;
import io.millrace.bench.load.Tail;
import io.millrace.bench.load.Through;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import io.millrace.config.MillraceConfig;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Site;
import io.millrace.local.process.Trees;
import io.millrace.local.server.RegistryServer;
import io.millrace.local.stack.StreamInstance;
import io.millrace.local.stack.StreamPorts;
import io.millrace.operations.topics.TopicCreation;
import io.millrace.schemas.Schemas;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The real stream process, with the settings it has when nobody sets any, against a real registry and a topic that holds
 * some batches already: from the start of its JVM until a reader of committed records has its first batch.
 */
record StartRun(String name) implements Row {
    private static final int EVENT_BYTES = 200;
    private static final long EVENTS = 20_000;

    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        String run = bed.nextRun(name);
        Site site = new Site(bed.site().data(run), Lifetime.ATTACHED);
        RegistryServer registry = new RegistryServer(site, Ports.free());
        try (registry) {
            registry.start();
            registry.awaitReady();
            MillraceConfig config = MillraceConfig.of(settings(bed, run, registry));
            new TopicCreation(config).createMissing(1, (short) 1);
            fill(config, run);
            double seconds = firstBatchAfter(
                    config, new StreamInstance(site, 0, StreamPorts.free(), settings(bed, run, registry)));
            return Figures.builder().with(Figure.SECONDS, seconds).build();
        } finally {
            Trees.delete(site.folder());
            bed.topics().deleteAll(run);
        }
    }

    private static Map<String, String> settings(TestBed bed, String run, RegistryServer registry) {
        return Map.of(
                MillraceConfig.PIPELINES,
                run,
                MillraceConfig.APPLICATION_ID,
                run,
                MillraceConfig.BOOTSTRAP_SERVERS,
                bed.bootstrapServers(),
                MillraceConfig.SCHEMA_REGISTRY_URL,
                registry.url().toString());
    }

    private static void fill(MillraceConfig config, String run) {
        String topic = config.pipeline(run).sourceTopic();
        byte[][] values = Fill.values(EVENT_BYTES, config.registrar().register(topic, Schemas.CLICK));
        OpenLoop atOnce = new OpenLoop(System.currentTimeMillis() - 1_000, EVENTS, EVENTS);
        try (LoadSender sender = new LoadSender(config.bootstrapServers(), topic, 1, values, atOnce)) {
            sender.start();
            Through.await(run, EVENTS, sender::acknowledged);
        }
    }

    private static double firstBatchAfter(MillraceConfig config, StreamInstance instance) {
        String topic = config.pipelines().get(0).sinkTopic();
        long begin;
        AtomicLong first = new AtomicLong();
        Tail tail =
                new Tail(config.bootstrapServers(), topic, 1, true, batch -> first.compareAndSet(0, System.nanoTime()));
        try (instance;
                tail) {
            tail.start();
            begin = System.nanoTime();
            instance.start();
            Through.await(topic, 1, () -> {
                tail.check();
                return first.get() == 0 ? 0 : 1;
            });
        }
        return (first.get() - begin) / 1e9;
    }
}
