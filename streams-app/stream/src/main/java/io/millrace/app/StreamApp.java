// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.admin.AdminEndpoint;
import io.millrace.admin.SwitchRefusedException;
import io.millrace.admin.Switchable;
import io.millrace.config.MillraceConfig;
import io.millrace.config.secrets.Secrets;
import io.millrace.instance.InstanceStatus;
import io.millrace.metrics.ProcessMetrics;
import io.millrace.pipeline.FailurePolicy;
import io.millrace.pipeline.LiveSwitch;
import io.millrace.pipeline.Pipelines;
import io.millrace.pipeline.RunningPipeline;
import io.millrace.pipeline.SharedParts;
import io.millrace.pipeline.SourceWatch;
import io.millrace.pipeline.StreamFailedException;
import io.millrace.pipeline.start.StartChecks;
import io.millrace.pipeline.start.StartException;
import io.millrace.pipeline.watch.BrokerFigures;
import io.millrace.profile.Profile;
import io.millrace.resolved.ResolvedConfig;
import io.millrace.top.TopEndpoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream process: checks what it needs, runs its pipelines side by side, switches profiles, and ends cleanly or with the true cause. */
public final class StreamApp implements AutoCloseable, Switchable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamApp.class);

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ResolvedConfig atStart;
    private final Pipelines pipelines;
    /** The profile that the process is switching to, or null. */
    private final AtomicReference<Profile> next = new AtomicReference<>();

    private volatile SharedParts shared;
    private volatile String problem;
    private HttpEndpoints http;
    private AdminEndpoint admin;
    private ProcessMetrics process;
    private ShownSettings settings;
    private SourceWatch sources;
    private volatile boolean closed;

    public StreamApp(MillraceConfig config) {
        atStart = ResolvedConfig.of(config);
        shared = SharedParts.of(atStart);
        pipelines = new Pipelines(config, metrics);
    }

    /**
     * Throws {@link StartException} with one clear sentence, and has then started nothing. A pipeline that cannot start does not
     * keep others from starting.
     */
    public void start() {
        MillraceConfig config = atStart.config();
        if (config.pipelines().isEmpty()) {
            throw new StartException("No pipeline is configured (" + MillraceConfig.PIPELINES + "=...)");
        }
        StateFolder.check(config);
        http = new HttpEndpoints(config, metrics, () -> Health.of(pipelines.status()));
        http.add(TopEndpoint.PATH, new TopEndpoint(config, pipelines::windows));
        try {
            shared = shared.at(Advertised.address(config, http.port()));
            admin = Admin.endpoint(config, this);
            process = new ProcessMetrics(metrics);
            StateFolder.show(config, metrics);
            settings = new ShownSettings(metrics, () -> shared.config());
            pipelines.prepare(shared, new StartChecks(config).faults());
            sources = new SourceWatch(config, pipelines, new BrokerFigures(config, metrics));
        } catch (RuntimeException e) {
            pipelines.stop();
            closeEndpoints();
            throw e;
        }
        http.start();
        if (admin != null) {
            admin.start();
        }
        pipelines.begin(config);
        LOG.atInfo()
                .addKeyValue("pipelines", pipelines.status().keySet())
                .addKeyValue("profile", config.profile().name())
                .addKeyValue("guarantee", config.guarantee())
                .addKeyValue("http", config.http().host() + ':' + http.port())
                .addKeyValue(
                        "admin",
                        admin == null ? "none" : config.admin().listen().host() + ':' + admin.port())
                .log("Started");
        warnOfThoseThatWait();
        warnOfRisk(config.profile());
        sources.start(this::beginLate);
    }

    private void warnOfThoseThatWait() {
        List<String> waiting =
                pipelines.waiting().stream().map(RunningPipeline::name).toList();
        if (!waiting.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("pipelines", waiting)
                    .log("Started without pipelines that cannot start; they are retried every few seconds");
        }
    }

    /** Topics may be created, or a registry fixed, after the process starts: that should not require a restart of the other pipelines. */
    private synchronized void beginLate() {
        List<RunningPipeline> waiting = pipelines.waiting();
        if (closed || next.get() != null || waiting.isEmpty()) {
            return;
        }
        MillraceConfig config = shared.config();
        Map<String, List<String>> faults = new StartChecks(config).faults();
        for (RunningPipeline pipeline : waiting) {
            if (!faults.containsKey(pipeline.name())) {
                pipelines.beginAnew(pipeline, shared);
            }
        }
    }

    private static void warnOfRisk(Profile profile) {
        if (!profile.risk().isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("profile", profile.name())
                    .addKeyValue("risk", profile.risk())
                    .log("The profile risks");
        }
    }

    /** The port that HTTP answers on. */
    public int httpPort() {
        return http.port();
    }

    @Override
    public InstanceStatus status() {
        MillraceConfig config = shared.config();
        Profile leadsTo = next.get();
        return new InstanceStatus(
                InstanceStatus.STREAM,
                config.applicationId(),
                config.profile().name(),
                config.profile().digest(),
                config.configuredProfile(),
                config.guarantee(),
                pipelines.status(),
                leadsTo == null ? null : leadsTo.name(),
                problem);
    }

    /** Everything that can be known beforehand is checked before anything stops, including whether Kafka can create its clients. */
    @Override
    public void switchTo(Profile profile) {
        Profile other = next.compareAndExchange(null, profile);
        if (other != null) {
            throw SwitchRefusedException.busy(other.name());
        }
        try {
            ResolvedConfig target = ResolvedConfig.of(atStart.config().with(profile));
            Map<String, List<String>> faults = new StartChecks(target.config()).faults();
            List<String> ofAlive = pipelines.alive().stream()
                    .flatMap(pipeline -> faults.getOrDefault(pipeline.name(), List.of()).stream())
                    .toList();
            if (!ofAlive.isEmpty()) {
                throw StartChecks.notReady(ofAlive);
            }
            SharedParts parts = SharedParts.of(target).at(shared.address());
            LiveSwitch change = new LiveSwitch(pipelines, shared, parts, () -> !closed);
            change.tryOut();
            problem = null;
            Thread switching = new Thread(() -> replace(change, parts), "switch");
            switching.setDaemon(true);
            switching.start();
        } catch (RuntimeException | LinkageError e) {
            // Whatever it is: a process that stayed "switching" could never be switched again.
            next.set(null);
            throw SwitchRefusedException.unfit(e);
        }
    }

    private synchronized void replace(LiveSwitch change, SharedParts target) {
        if (closed) {
            return;
        }
        Throwable undone = change.run();
        if (undone == null) {
            shared = target;
            settings.refresh();
        } else {
            problem = Secrets.hiddenIn(FailurePolicy.root(undone).toString());
        }
        next.set(null);
        Profile now = shared.config().profile();
        LOG.atInfo().addKeyValue("profile", now.name()).log("Started again");
        warnOfRisk(now);
    }

    /** Waits for the end; throws {@link StreamFailedException} with the cause if that was a failure of all pipelines. */
    public void await() throws InterruptedException {
        pipelines.await();
    }

    /** Does nothing before the start; commits what is done, gives the partitions back, and returns when everything is closed or the time is up. */
    @Override
    public void close() {
        // A switch in progress ends early then.
        closed = true;
        stop();
    }

    private synchronized void stop() {
        if (http != null) {
            if (sources != null) {
                sources.close();
            }
            pipelines.stop();
            closeEndpoints();
        }
    }

    private void closeEndpoints() {
        http.close();
        if (process != null) {
            process.close();
        }
        if (admin != null) {
            admin.close();
        }
    }
}
