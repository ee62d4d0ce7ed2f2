// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.admin.AdminEndpoint;
import io.millrace.app.Admin;
import io.millrace.app.Health;
import io.millrace.app.HttpEndpoints;
import io.millrace.app.PortRefusal;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.gateway.GatewayConfig;
import io.millrace.config.gateway.GatewayKeys;
import io.millrace.gateway.admission.ByteBudget;
import io.millrace.gateway.http.Drain;
import io.millrace.gateway.http.EventsHandler;
import io.millrace.gateway.http.GatewayServer;
import io.millrace.gateway.http.SlowBodies;
import io.millrace.gateway.metrics.RouteMetrics;
import io.millrace.metrics.ProcessMetrics;
import io.millrace.metrics.ProfileInfo;
import io.millrace.pipeline.start.StartException;
import io.millrace.resolved.ResolvedConfig;
import io.millrace.schemas.PayloadFormat;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One gateway process: takes events, and ends when every request is answered. */
public final class GatewayApp {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayApp.class);
    private static final long LOOK_MS = 20;
    private static final long SECOND_MS = 1_000;
    private static final long REGISTRY_MS = 5_000;

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MillraceConfig config;
    private final GatewayConfig own;
    private final Switchboard switchboard;
    private final Drain drain = new Drain();
    private final Chores chores = new Chores();
    private final CountDownLatch end = new CountDownLatch(1);

    private volatile boolean stopping;
    private List<Lane> lanes = List.of();
    private GatewayServer server;
    private HttpEndpoints http;
    private AdminEndpoint admin;
    private ProcessMetrics process;

    /** Throws {@link org.apache.kafka.common.config.ConfigException} for settings with which no gateway can keep its promise. */
    public GatewayApp(MillraceConfig config) {
        this.config = config;
        own = config.gateway();
        switchboard = new Switchboard(ResolvedConfig.of(config));
        requireJsonForLogs();
    }

    private void requireJsonForLogs() {
        for (PipelineConfig pipeline : config.pipelines()) {
            if (own.otlpLogs().contains(pipeline.name()) && pipeline.format() != PayloadFormat.JSON) {
                throw new ConfigException(
                        GatewayKeys.PREFIX + GatewayKeys.OTLP_LOGS,
                        pipeline.name(),
                        "log records become JSON events, and pipelines." + pipeline.name() + ".format is "
                                + pipeline.format());
            }
        }
    }

    /**
     * Throws {@link StartException} with one clear sentence, and has then started nothing. Whether Kafka answers does not matter: until
     * it does, requests are refused and the process is not ready.
     */
    public void start() {
        if (config.pipelines().isEmpty()) {
            throw new StartException("No pipeline is configured (" + MillraceConfig.PIPELINES + "=...)");
        }
        Access access = Access.of(own);
        http = new HttpEndpoints(config, metrics, this::health);
        try {
            admin = Admin.endpoint(config, switchboard);
            process = new ProcessMetrics(metrics);
            switchboard.show(new ProfileInfo(metrics));
            ByteBudget budget = new ByteBudget(
                    own.admission().maxBytes(), config.pipelines().size());
            lanes = config.pipelines().stream()
                    .map(pipeline -> new Lane(pipeline, config, budget, drain, metrics))
                    .toList();
            switchboard.connect(lanes);
            serve(access);
        } catch (RuntimeException e) {
            closeAll(Duration.ZERO);
            throw e;
        }
        http.start();
        if (admin != null) {
            admin.start();
        }
        LOG.atInfo()
                .addKeyValue("pipelines", lanes.stream().map(Lane::name).toList())
                .addKeyValue("profile", config.profile().name())
                .addKeyValue("events", own.host() + ':' + server.port())
                .addKeyValue("http", config.http().host() + ':' + http.port())
                .addKeyValue(
                        "admin",
                        admin == null ? "none" : config.admin().listen().host() + ':' + admin.port())
                .log("Started");
    }

    private void serve(Access access) {
        RouteMetrics unrouted = new RouteMetrics(metrics, RouteMetrics.NONE);
        RouteMetrics.showCredentials(metrics, access::loadedAt);
        SlowBodies slow = new SlowBodies(own.limits().minBytesPerSecond());
        EventsHandler handler = new EventsHandler(
                lanes.stream()
                        .map(Lane::route)
                        .collect(Collectors.toMap(route -> route.pipeline(), Function.identity())),
                access.authenticator(),
                own.limits(),
                drain,
                slow,
                unrouted);
        try {
            server = new GatewayServer(own, handler, unrouted);
        } catch (GeneralSecurityException e) {
            throw new StartException(
                    "Cannot use the certificates of " + own.tls().keyStore() + " (" + GatewayKeys.PREFIX
                            + GatewayKeys.TLS_KEYSTORE + "): " + e.getMessage(),
                    e);
        }
        listen();
        chores.every(LOOK_MS, "look at producers", () -> lanes.forEach(Lane::look));
        chores.every(SECOND_MS, "count acknowledgements", () -> lanes.forEach(Lane::tick));
        chores.every(SECOND_MS, "give up slow bodies", slow::check);
        chores.every(SECOND_MS, "read the clients file", access::check);
        chores.every(SECOND_MS, "look after the port", server::check);
        chores.every(SECOND_MS, "ask for the issuer's keys", access::checkIssuer);
        chores.every(SECOND_MS, "replace broken producers", switchboard::repair);
        chores.every(REGISTRY_MS, "look for schemas", () -> lanes.forEach(Lane::refreshSchema));
    }

    private void listen() {
        try {
            server.start();
        } catch (IOException e) {
            throw PortRefusal.of(
                    GatewayKeys.PREFIX + GatewayKeys.HOST,
                    own.host(),
                    GatewayKeys.PREFIX + GatewayKeys.PORT,
                    own.port(),
                    e);
        } catch (Exception e) {
            throw new StartException("Cannot take requests: " + e, e);
        }
    }

    /** The port that events come in on. */
    public int port() {
        return server.port();
    }

    /** The port of probes and metrics. */
    public int httpPort() {
        return http.port();
    }

    private Health health() {
        boolean ready = !stopping && lanes.stream().allMatch(Lane::isReady);
        String text = lanes.stream()
                .map(lane -> lane.name()
                        + ' '
                        + (stopping ? "STOPPING" : lane.status().state())
                        + '\n')
                .collect(Collectors.joining());
        return new Health(true, ready, text);
    }

    /** Waits for the end. */
    public void await() throws InterruptedException {
        end.await();
    }

    /**
     * Is no longer ready, serves on for {@code drain.delay.ms} while it lets go of its clients, refuses, and waits for what was taken.
     * Returns whether every request was answered.
     */
    public boolean stop() {
        stopping = true;
        drain.letGo();
        LOG.atInfo().addKeyValue("serveOnMillis", own.drainDelay().toMillis()).log("Stopping");
        boolean answered;
        try {
            Thread.sleep(own.drainDelay().toMillis());
            drain.begin();
            answered = drain.await(config.timeouts().shutdown().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answered = false;
        }
        closeAll(Duration.ofSeconds(1));
        LOG.atInfo().addKeyValue("allAnswered", answered).log("Stopped");
        end.countDown();
        return answered;
    }

    private void closeAll(Duration patience) {
        chores.close();
        if (process != null) {
            process.close();
        }
        if (server != null) {
            server.close();
        }
        lanes.forEach(lane -> lane.close(patience));
        http.close();
        if (admin != null) {
            admin.close();
        }
    }
}
