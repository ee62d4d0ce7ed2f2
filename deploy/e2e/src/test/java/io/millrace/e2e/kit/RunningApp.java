// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import static org.awaitility.Awaitility.await;

import io.millrace.app.StreamApp;
import io.millrace.config.MillraceConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** A stream process within this JVM, asked over HTTP as an operator would. */
public final class RunningApp implements AutoCloseable {
    public static final Duration LIMIT = Duration.ofMinutes(4);

    public final StreamApp app;

    public RunningApp(Map<String, String> settings) {
        app = new StreamApp(MillraceConfig.of(settings));
        app.start();
    }

    public HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + app.httpPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    public String metrics() throws Exception {
        return get("/metrics").body();
    }

    public void awaitReady() {
        await().atMost(LIMIT).until(() -> get("/ready").statusCode() == 200);
    }

    /** Returns why. */
    public String awaitFailed(String pipeline) {
        await().atMost(LIMIT).until(() -> app.status().failures().containsKey(pipeline));
        return app.status().failures().get(pipeline);
    }

    @Override
    public void close() {
        app.close();
    }
}
