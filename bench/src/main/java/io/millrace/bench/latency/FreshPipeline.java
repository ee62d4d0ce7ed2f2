// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.latency;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.Fill;
import io.millrace.bench.load.LoadSender;
import io.millrace.bench.load.Schedule;
import io.millrace.bench.load.Tail;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Site;
import io.millrace.local.process.Trees;
import io.millrace.local.server.RegistryServer;
import io.millrace.local.stack.StreamInstance;
import io.millrace.local.stack.StreamPorts;
import io.millrace.operations.topics.TopicCreation;
import io.millrace.schemas.Schemas;
import java.util.Map;
import java.util.TreeMap;

/** Topics and a real registry for a stream process, as an operator starts it, that nobody has started yet. */
final class FreshPipeline implements AutoCloseable {
    private static final int EVENT_BYTES = 200;

    private final TestBed bed;
    private final String name;
    private final int partitions;
    private final Site site;
    private final RegistryServer registry;
    private MillraceConfig config;
    private byte[][] values;
    private StreamInstance process;

    FreshPipeline(TestBed bed, String run, int partitions) {
        this.bed = bed;
        this.name = bed.nextRun(run);
        this.partitions = partitions;
        site = new Site(bed.site().data(name), Lifetime.ATTACHED);
        registry = new RegistryServer(site, Ports.free());
    }

    /** Starts the registry and makes the topics. */
    void prepare(Map<String, String> settings) {
        registry.start();
        registry.awaitReady();
        Map<String, String> all = new TreeMap<>(settings);
        all.put(MillraceConfig.PIPELINES, name);
        all.put(MillraceConfig.APPLICATION_ID, name);
        all.put(MillraceConfig.BOOTSTRAP_SERVERS, bed.bootstrapServers());
        all.put(MillraceConfig.SCHEMA_REGISTRY_URL, registry.url().toString());
        config = MillraceConfig.of(all);
        new TopicCreation(config).createMissing(partitions, (short) 1);
        values = Fill.values(EVENT_BYTES, config.registrar().register(pipeline().sourceTopic(), Schemas.CLICK));
        process = new StreamInstance(site, 0, StreamPorts.free(), all);
    }

    String name() {
        return name;
    }

    private PipelineConfig pipeline() {
        return config.pipeline(name);
    }

    /** Not started. */
    LoadSender load(Schedule schedule) {
        return new LoadSender(bed.bootstrapServers(), pipeline().sourceTopic(), partitions, values, schedule);
    }

    /** Not started. */
    Tail batches(Tail.Visitor visitor) {
        return new Tail(bed.bootstrapServers(), pipeline().sinkTopic(), partitions, true, visitor);
    }

    /** Not started. */
    StreamInstance process() {
        return process;
    }

    @Override
    public void close() {
        registry.close();
        Trees.delete(site.folder());
        bed.topics().remove(name);
    }
}
