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
 * All of Millrace on one machine: the servers, the topics, the sample schemas, the stream processes, the gateways and the sinks. Another
 * process with the same plan and site sees, stops and completes what this one started.
 */
public final class Deployment implements AutoCloseable {
    private static final Duration OFFSET_FLUSH_INTERVAL = Duration.ofSeconds(1);
    private static final int PARTITIONS = 4;
    private static final int MOST_COPIES = 3;

    private final MillraceConfig config;
    private final Plan plan;
    private final LocalStack stack;
    private final List<StreamInstance> instances;
    private final List<GatewayInstance> gateways;
    private final List<Server> started = new CopyOnWriteArrayList<>();
    private boolean cancelled;

    public Deployment(Site site, Plan plan) {
        this.plan = plan;
        this.config = plan.config();
        this.stack = new LocalStack(site, plan.ports(), config.sinks(), ProjectFolder.plugins(), OFFSET_FLUSH_INTERVAL);
        this.instances = IntStream.range(0, plan.streams().size())
                .mapToObj(i -> new StreamInstance(site, i, plan.streams().get(i), plan.settings()))
                .toList();
        this.gateways = IntStream.range(0, plan.gateways().size())
                .mapToObj(i -> new GatewayInstance(site, i, plan.gateways().get(i), plan.settings()))
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

    public List<GatewayInstance> gateways() {
        return gateways;
    }

    /** Servers first, in the order in which they start. */
    public List<Server> components() {
        List<Server> components = new ArrayList<>(stack.servers());
        components.addAll(instances);
        components.addAll(gateways);
        return components;
    }

    /** The folder with one sub-folder of objects for each pipeline. */
    public Path bucket() {
        return stack.s3().bucket();
    }

    /**
     * Starts what is not running and waits until everything is ready except the sinks, which Connect has been given by then: events
     * can be sent. The stream does not wait for Connect, which takes longest. If anything fails, what this call started is stopped.
     *
     * @param say is told the progress, line by line
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
            gateways.forEach(this::launchUnlessAlive);
            log.awaitReady(stack.connect());
            sinks().create();
            instances.forEach(log::awaitReady);
            gateways.forEach(log::awaitReady);
            stack.destinations().forEach(log::awaitReady);
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
            // One that is launched again is there already.
            if (!started.contains(server)) {
                started.add(server);
            }
            server.start();
        }
    }

    /** Sample events can be sent as soon as this is done; the schemas of other events are up to their producers. */
    private void registerSamples() {
        Registrar registry = config.registrar();
        config.pipelines().stream()
                .filter(SampleSchemas::isSample)
                .forEach(pipeline -> registry.register(pipeline.sourceTopic(), SampleSchemas.of(pipeline)));
    }

    /** Restarts those that were started here but are no longer running, without waiting for them. */
    public List<Server> revive() {
        List<Server> gone = started.stream().filter(server -> !server.isAlive()).toList();
        gone.forEach(this::launchUnlessAlive);
        return gone;
    }

    public Sinks sinks() {
        return new Sinks(new ConnectWorker(stack.connect().url().toString()), plan);
    }

    /** For a thread other than the one that starts: nothing more is started, and what was started is stopped. */
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

    /**
     * Gateways answer what they took, streams commit and Connect delivers what it holds while the others are still up; these depend
     * on nothing, and brokers are best stopped together.
     */
    private void stop(Collection<Server> servers) {
        servers.parallelStream().filter(Worker.class::isInstance).forEach(Server::close);
        servers.stream().filter(stack.connect()::equals).forEach(Server::close);
        servers.parallelStream().forEach(Server::close);
    }
}
