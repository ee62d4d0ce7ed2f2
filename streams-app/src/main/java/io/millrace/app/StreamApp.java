package io.millrace.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.admin.AdminEndpoint;
import io.millrace.admin.InstanceStatus;
import io.millrace.admin.SwitchRefusedException;
import io.millrace.admin.Switchable;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.effective.Effective;
import io.millrace.metrics.Metric;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.profile.Profile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream process: checks what it needs, runs the topology, switches profiles, and ends cleanly or with the true cause. */
public final class StreamApp implements AutoCloseable, Switchable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamApp.class);

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FailurePolicy failures =
            new FailurePolicy(Counter.builder(Metric.THREADS_REPLACED.meter()).register(metrics));
    private final Map<String, PipelineMetrics> pipelineMetrics = new LinkedHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Effective atStart;
    /** The profile on the way to which the process is, or null. */
    private final AtomicReference<Profile> next = new AtomicReference<>();

    private volatile StreamRun run;
    private volatile String problem;
    private HttpEndpoints http;
    private AdminEndpoint admin;
    private boolean closed;

    public StreamApp(MillraceConfig config) {
        atStart = Effective.of(config);
    }

    /** Throws {@link StartException} with one clear sentence, and has started nothing then. */
    public void start() {
        MillraceConfig config = atStart.config();
        if (config.pipelines().isEmpty()) {
            throw new StartException("No pipeline is configured (" + MillraceConfig.PIPELINES + "=...)");
        }
        StateFolder.check(config);
        http = new HttpEndpoints(config, metrics, () -> Health.of(run.state()));
        try {
            admin = Admin.endpoint(config, this);
            new TopicChecks(config).run();
            new JvmMemoryMetrics().bindTo(metrics);
            config.pipelines().stream()
                    .map(PipelineConfig::name)
                    .forEach(name -> pipelineMetrics.put(name, new PipelineMetrics(metrics, name)));
            run = new StreamRun(atStart, pipelineMetrics);
        } catch (RuntimeException e) {
            closeEndpoints();
            throw e;
        }
        http.start();
        if (admin != null) {
            admin.start();
        }
        begin(run);
        LOG.atInfo()
                .addKeyValue("pipelines", pipelineMetrics.keySet())
                .addKeyValue("profile", config.profile().name())
                .addKeyValue("guarantee", config.string(MillraceConfig.PROCESSING_GUARANTEE))
                .addKeyValue("http", config.string(MillraceConfig.HTTP_HOST) + ':' + http.port())
                .addKeyValue(
                        "admin", admin == null ? "none" : config.string(MillraceConfig.ADMIN_HOST) + ':' + admin.port())
                .log("Started");
        warnOfRisk(config.profile());
    }

    private void begin(StreamRun begun) {
        begun.start(failures, (now, before) -> changed(begun, now, before));
    }

    private void changed(StreamRun changed, KafkaStreams.State now, KafkaStreams.State before) {
        LOG.atInfo().addKeyValue("before", before).addKeyValue("now", now).log("State changed");
        boolean isOver = now == KafkaStreams.State.NOT_RUNNING || now == KafkaStreams.State.ERROR;
        // One that is stopped for the next one to begin does not end the process, unless it fails at it.
        if (isOver && changed == run && (next.get() == null || now == KafkaStreams.State.ERROR)) {
            ended.countDown();
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

    /** The port that profiles are switched at, or −1 for none. */
    public int adminPort() {
        return admin == null ? -1 : admin.port();
    }

    @Override
    public InstanceStatus status() {
        MillraceConfig config = run.effective().config();
        Profile leadsTo = next.get();
        return new InstanceStatus(
                config.string(MillraceConfig.APPLICATION_ID),
                config.profile().name(),
                config.profile().digest(),
                config.configuredProfile(),
                config.string(MillraceConfig.PROCESSING_GUARANTEE),
                run.state().name(),
                leadsTo == null ? null : leadsTo.name(),
                problem);
    }

    /** Everything that can be known beforehand is checked before anything stops. */
    @Override
    public void switchTo(Profile profile) {
        Profile other = next.compareAndExchange(null, profile);
        if (other != null) {
            throw SwitchRefusedException.busy(other.name());
        }
        try {
            Effective target = Effective.of(atStart.config().with(profile));
            new TopicChecks(target.config()).run();
            problem = null;
            Thread switching = new Thread(() -> replace(target), "switch");
            switching.setDaemon(true);
            switching.start();
        } catch (RuntimeException e) {
            // Whatever it is: a process that went on "switching" could never be switched again.
            next.set(null);
            throw SwitchRefusedException.unfit(e);
        }
    }

    /** The old run commits and ends, then the new one begins. */
    private synchronized void replace(Effective target) {
        if (closed) {
            return;
        }
        Effective from = run.effective();
        LOG.atInfo()
                .addKeyValue("from", from.config().profile().name())
                .addKeyValue("to", target.config().profile().name())
                .log("Switching the profile");
        run.giveWayTo(target);
        try {
            run = newRunOrOld(target, from);
            next.set(null);
            begin(run);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("No profile could begin, neither the new one nor the old; the process stops");
            failures.stop(e);
            ended.countDown();
            return;
        }
        Profile now = run.effective().config().profile();
        LOG.atInfo().addKeyValue("profile", now.name()).log("Began again");
        warnOfRisk(now);
    }

    private StreamRun newRunOrOld(Effective target, Effective old) {
        try {
            return new StreamRun(target, pipelineMetrics);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("The profile could not be switched to; going on with the one before");
            problem = FailurePolicy.root(e).toString();
            return new StreamRun(old, pipelineMetrics);
        }
    }

    /** Waits for the end; throws {@link StreamFailedException} with the cause if that was a failure. */
    public void await() throws InterruptedException {
        ended.await();
        Throwable cause = failures.fatal();
        if (cause != null || run.state() == KafkaStreams.State.ERROR) {
            throw new StreamFailedException(cause);
        }
    }

    /** Does nothing before the start; commits what is done, gives the partitions back, and returns when all is closed or the time is over. */
    @Override
    public synchronized void close() {
        closed = true;
        if (run != null) {
            run.stop();
            closeEndpoints();
        }
    }

    private void closeEndpoints() {
        http.close();
        if (admin != null) {
            admin.close();
        }
    }
}
