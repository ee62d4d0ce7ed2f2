// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.config.MillraceConfig;
import io.millrace.local.process.Server;
import io.millrace.local.process.Site;
import io.millrace.local.server.LocalStack;
import io.millrace.operations.connect.ConnectWorker;
import io.millrace.operations.topics.TopicCreation;
import io.millrace.schemas.registry.Registrar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * All of Millrace on one machine: the servers, the topics, the sample schemas, the stream processes and the sinks. Another process with the
 * same plan and site sees, stops and completes what this one started.
 */
public final class Deployment implements AutoCloseable {
    private static final Duration OFFSET_FLUSH_INTERVAL = Duration.ofSeconds(1);
    private static final int PARTITIONS = 4;
    private static final int MOST_COPIES = 3;

    private final MillraceConfig config;
    private final Plan plan;
    private final LocalStack stack;
    private final List<StreamInstance> instances;
    private final List<Server> started = new CopyOnWriteArrayList<>();
    private boolean cancelled;

    public Deployment(Site site, Plan plan) {
        this.plan = plan;
        this.config = plan.config();
        this.stack = new LocalStack(site, plan.ports(), List.of(ProjectFolder.plugins()), OFFSET_FLUSH_INTERVAL);
        this.instances = IntStream.range(0, plan.streams().size())
                .mapToObj(i -> new StreamInstance(site, i, plan.streams().get(i), plan.settings()))
                .toList();
    }

    public MillraceConfig config() {
        return config;
    }

    public LocalStack stack() {
        return stack;
    }

    public List<StreamInstance> instances() {
        return instances;
    }

    /** Servers first, in the order in which they start. */
    public List<Server> components() {
        List<Server> components = new ArrayList<>(stack.servers());
        components.addAll(instances);
        return components;
    }

    /** The folder with one sub-folder of objects for each pipeline. */
    public Path bucket() {
        return stack.s3().bucket();
    }

    /**
     * Starts what is not running and waits until all of it is ready, but for the sinks, which Connect has been told of then: events can
     * be sent. The stream does not wait for Connect, which takes longest. If anything fails, what this call started is stopped.
     *
     * @param say is told what goes on, line by line
     */
    public void start(Consumer<String> say) {
        StartLog log = new StartLog(started, say);
        try {
            stack.servers().forEach(this::launchUnlessAlive);
            stack.brokers().forEach(log::awaitReady);
            short copies = (short) Math.min(MOST_COPIES, stack.brokers().size());
            new TopicCreation(config).createMissing(PARTITIONS, copies);
            log.awaitReady(stack.registry());
            registerSamples();
            instances.forEach(this::launchUnlessAlive);
            log.awaitReady(stack.s3());
            log.awaitReady(stack.connect());
            sinks().create();
            instances.forEach(log::awaitReady);
        } catch (RuntimeException | Error e) {
            stop(started);
            throw e;
        }
    }

    private synchronized void launchUnlessAlive(Server server) {
        if (cancelled) {
            throw new CancelledException();
        }
        if (!server.isAlive()) {
            started.add(server);
            server.start();
        }
    }

    /** Events of the samples can be sent as soon as this is through; the schemas of others are their producers' business. */
    private void registerSamples() {
        Registrar registry = config.registrar();
        config.pipelines().stream()
                .filter(SampleSchemas::isSample)
                .forEach(pipeline -> registry.register(pipeline.sourceTopic(), SampleSchemas.of(pipeline)));
    }

    /** Those that run no more, although they were started here, are started again, without waiting for them. */
    public List<Server> revive() {
        List<Server> gone = started.stream().filter(server -> !server.isAlive()).toList();
        gone.forEach(this::launchUnlessAlive);
        return gone;
    }

    public Sinks sinks() {
        return new Sinks(new ConnectWorker(stack.connect().url().toString()), plan);
    }

    /** For another thread than the one that starts: nothing more is started, and what was is stopped. */
    public void cancel() {
        synchronized (this) {
            cancelled = true;
        }
        stop(started);
    }

    /** Stops everything of the site that is running. */
    @Override
    public void close() {
        stop(components());
    }

    /** Streams commit and Connect hands over what it holds while the others still stand; these need nobody, and brokers stop best together. */
    private void stop(Collection<Server> servers) {
        servers.parallelStream().filter(instances::contains).forEach(Server::close);
        servers.stream().filter(stack.connect()::equals).forEach(Server::close);
        servers.parallelStream().forEach(Server::close);
    }
}
