// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.stages.Rollup;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /rollups/<pipeline>/<rollup>/top}: 400 for a query that is not understood, 404 for names that are not configured, 503 while this
 * instance cannot say or answers others.
 */
public final class TopEndpoint implements HttpHandler {
    /** Where it answers. */
    public static final String PATH = "/rollups";

    /** How many questions it works on at once, of each kind, so that it leaves threads to probes. */
    public static final int WHOLE_AT_ONCE = 2;

    /** The same of other instances: their questions must not wait for those that ask them in turn. */
    public static final int LOCAL_AT_ONCE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(TopEndpoint.class);
    private static final int OK = 200;
    private static final int NOT_ALLOWED = 405;
    private static final int FAILED = 500;
    private static final String RETRY_AFTER_SECONDS = "2";

    /** In the path: nothing before the first slash, {@code rollups}, pipeline, rollup, {@code top}. */
    private static final int PIPELINE = 2;

    private static final int ROLLUP = 3;
    private static final int TOP = 4;

    private final ObjectMapper json = new ObjectMapper();
    private final Semaphore whole = new Semaphore(WHOLE_AT_ONCE);
    private final Semaphore local = new Semaphore(LOCAL_AT_ONCE);
    private final MillraceConfig config;
    private final Function<String, RollupWindows> running;
    private final Peers peers;

    /** @param running the windows of a pipeline by its name, or null when it does not run */
    public TopEndpoint(MillraceConfig config, Function<String, RollupWindows> running) {
        this(config, running, new HttpPeers());
    }

    TopEndpoint(MillraceConfig config, Function<String, RollupWindows> running, Peers peers) {
        this.config = config;
        this.running = running;
        this.peers = peers;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            send(exchange, NOT_ALLOWED, problem("Use GET"));
            return;
        }
        try {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            send(exchange, OK, answer(path, exchange.getRequestURI().getRawQuery()));
        } catch (TopRefusedException e) {
            if (e.isTemporary()) {
                exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
            }
            send(exchange, e.status(), problem(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("path", exchange.getRequestURI().getPath())
                    .setCause(e)
                    .log("Could not answer");
            send(exchange, FAILED, problem("It failed; the log of this process says why"));
        }
    }

    private Object answer(String[] path, String rawQuery) {
        if (path.length != TOP + 1 || !path[TOP].equals("top")) {
            throw TopRefusedException.unknown("Ask for " + PATH + "/<pipeline>/<rollup>/top");
        }
        PipelineConfig pipeline = pipeline(path[PIPELINE]);
        TopQuery query = TopQuery.parse(rollup(pipeline, path[ROLLUP]), rawQuery);
        RollupWindows windows = running.apply(pipeline.name());
        if (windows == null) {
            throw TopRefusedException.notNow(
                    "The pipeline " + pipeline.name() + " does not run in this instance", null);
        }
        Semaphore turns = query.isLocal() ? local : whole;
        if (!turns.tryAcquire()) {
            throw TopRefusedException.notNow("This instance is answering as many questions as it does at once", null);
        }
        try {
            return query.isLocal()
                    ? new LocalTop(pipeline.name()).of(windows.local(query.rollup()), query)
                    : new WholeTop(pipeline.name(), windows, peers).of(query);
        } finally {
            turns.release();
        }
    }

    private PipelineConfig pipeline(String name) {
        List<PipelineConfig> all = config.pipelines();
        return all.stream()
                .filter(pipeline -> pipeline.name().equals(name))
                .findFirst()
                .orElseThrow(() -> TopRefusedException.unknown("There is no such pipeline; the configured ones are "
                        + all.stream().map(PipelineConfig::name).toList()));
    }

    private static Rollup rollup(PipelineConfig pipeline, String name) {
        return pipeline.rollups().all().stream()
                .filter(rollup -> rollup.name().equals(name))
                .findFirst()
                .orElseThrow(() -> TopRefusedException.unknown("The pipeline " + pipeline.name()
                        + " has no such rollup; it has " + pipeline.rollups().names()));
    }

    private static Map<String, String> problem(String says) {
        return Map.of("problem", says);
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
