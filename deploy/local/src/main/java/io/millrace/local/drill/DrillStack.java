// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.config.ConfigSources;
import io.millrace.local.UpFolder;
import io.millrace.local.demo.DemoFolders;
import io.millrace.local.demo.Latencies;
import io.millrace.local.demo.SampleSender;
import io.millrace.local.demo.SampleTraffic;
import io.millrace.local.drill.fault.Scene;
import io.millrace.local.drill.fault.SmallDisk;
import io.millrace.local.drill.monitor.Monitoring;
import io.millrace.local.drill.monitor.Pager;
import io.millrace.local.drill.monitor.Tools;
import io.millrace.local.drill.proxy.FaultProxy;
import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Ports;
import io.millrace.local.process.RunningProcesses;
import io.millrace.local.process.Site;
import io.millrace.local.server.StackPorts;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.GatewayPorts;
import io.millrace.local.stack.Guard;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.ProjectFolder;
import io.millrace.local.stack.StreamPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The sample pipelines on a stack of their own, in a project folder of its own, in which {@code ./millrace} takes it for the one that is up;
 * with its monitoring. All of it ends with this process, but what {@code up} has restarted: that is stopped by {@link #close}.
 */
final class DrillStack implements AutoCloseable {
    /** Longer than any outage in a drill: clients of a real system would wait, too. */
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    private static final String S3_ENDPOINT = "connectors.s3.endpoint";

    private final Path folder;
    private final Consumer<String> say;
    private final Plan plan;
    private final UpFolder up;
    private final Deployment deployment;
    private final FaultProxy wayToS3;
    private final SmallDisk disk;
    private final Stage stage;
    private final Operator operator;
    private final int checksPort = Ports.free();
    private final Pager pager;
    private final Monitoring monitoring;
    private long senders;

    /** What is done with a stack that runs. */
    interface Use {
        void of(Rehearsal rehearsal) throws IOException, InterruptedException;
    }

    /**
     * In a new folder of all drills', where nothing of those before is left running.
     *
     * @param disk null for none
     */
    static DrillStack fresh(
            Stage stage, SmallDisk disk, UnaryOperator<Map<String, String>> settings, Consumer<String> say)
            throws IOException {
        DemoFolders folders = new DemoFolders(ProjectFolder.drills());
        folders.ended().forEach(DrillStack::clean);
        return new DrillStack(folders.fresh(), stage, disk, settings, say);
    }

    private DrillStack(
            Path folder, Stage stage, SmallDisk disk, UnaryOperator<Map<String, String>> changed, Consumer<String> say)
            throws IOException {
        this.folder = folder;
        this.stage = stage;
        this.disk = disk;
        this.operator = new Operator(folder, folder.resolve("commands.log"));
        this.say = say;
        StackPorts ports = StackPorts.free(stage.brokers());
        wayToS3 = new FaultProxy(Ports.free(), new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.s3()));
        pager = new Pager();
        Map<String, String> settings =
                new HashMap<>(changed.apply(ConfigSources.read(ProjectFolder.samplePipelines())));
        settings.put(S3_ENDPOINT, "http://" + Ports.HOST + ':' + wayToS3.port());
        plan = Plan.of(
                ports,
                List.of(StreamPorts.free(), StreamPorts.free()),
                List.of(GatewayPorts.free()),
                List.of(),
                settings);
        up = upIn(folder);
        deployment = new Deployment(new Site(up.folder(), Lifetime.ATTACHED), plan);
        monitoring = new Monitoring(folder.resolve("monitoring"));
    }

    private static UpFolder upIn(Path project) {
        return new UpFolder(
                project.resolve(ProjectFolder.up().getParent().getFileName()).resolve("up"));
    }

    /** Ends what a run that was killed has left of its stack. */
    private static void clean(Path folder) {
        RunningProcesses.at(new Site(upIn(folder).folder(), Lifetime.DETACHED)).forEach(ChildProcess::close);
    }

    /** Starts it, and stops it afterwards, also when this process is told to end. */
    void use(Tools tools, Use use) throws IOException, InterruptedException {
        try (Guard guard = new Guard(this::interrupted)) {
            try (this) {
                use.of(start(tools));
            } catch (RuntimeException | IOException | InterruptedException e) {
                guard.awaitEndIfTriggered();
                throw e;
            }
        }
    }

    /** Returns when all of it runs. */
    private Rehearsal start(Tools tools) throws IOException {
        say.accept("Starting the stack in " + folder);
        ProjectFolder.link(folder);
        up.save(plan);
        Path data = up.folder().resolve("data");
        if (disk != null) {
            disk.hold(data);
        }
        deployment.start(say);
        if (stage.isChecked()) {
            monitoring.add(operator.leave("verify --every %ds --metrics-port %d"
                    .formatted(stage.checkedEvery().toSeconds(), checksPort)));
        }
        monitoring.start(tools, ProjectFolder.deploy().resolve("monitoring"), targets(), pager.url());
        return new Rehearsal(
                new Scene(deployment, wayToS3, data, disk),
                ProjectFolder.deploy(),
                operator,
                monitoring,
                pager,
                this::traffic,
                say);
    }

    private Map<String, List<String>> targets() {
        return Map.of(
                "millrace-stream",
                authorities(deployment.instances().stream().map(instance -> instance.url())),
                "millrace-gateway",
                plan.gateways().stream()
                        .map(ports -> Ports.HOST + ':' + ports.http())
                        .toList(),
                "millrace-connect",
                authorities(Stream.of(deployment.stack().connect().metricsUrl())),
                "millrace-verify",
                stage.isChecked() ? List.of(Ports.HOST + ':' + checksPort) : List.of());
    }

    private static List<String> authorities(Stream<URI> urls) {
        return urls.map(URI::getAuthority).toList();
    }

    private SampleSender traffic(int oneOf) {
        int patience = (int) PATIENCE.toMillis();
        Map<String, Object> producer = Map.of(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience, ProducerConfig.MAX_BLOCK_MS_CONFIG, patience);
        return SampleTraffic.to(deployment, ++senders, oneOf, PATIENCE, producer, new Latencies());
    }

    /** In a thread other than the one that starts: nothing more is started, and everything is stopped. */
    private void interrupted() {
        say.accept("Interrupted: stopping");
        monitoring.close();
        deployment.cancel();
    }

    @Override
    public void close() throws IOException {
        try (disk;
                wayToS3;
                pager;
                monitoring) {
            deployment.close();
        }
    }
}
