// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.process.Await;
import io.millrace.local.process.Ports;
import io.millrace.local.server.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Prometheus and an Alertmanager with the files that are shipped. Only the addresses in these are others, for they are the machine's. */
public final class Monitoring implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);

    private final Path folder;
    private final List<Tool> running = new ArrayList<>();
    private final Rest prometheus = Rest.local(Ports.free(), "");
    private final Rest alertmanager = Rest.local(Ports.free(), "");

    /** @param folder for their files, data and logs */
    public Monitoring(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns when both are ready.
     *
     * @param shipped the folder with their files as they are shipped
     * @param targets addresses by the name of the job
     * @param pager whom to tell
     */
    public void start(Tools tools, Path shipped, Map<String, List<String>> targets, URI pager) {
        try {
            Files.createDirectories(folder);
            Files.createSymbolicLink(
                    folder.resolve("rules"), shipped.resolve("rules").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
        Path scrapes = folder.resolve("prometheus.yml");
        Yaml.write(scrapes, scraping(Yaml.read(shipped.resolve("prometheus.yml")), targets, authority(alertmanager)));
        Path routes = folder.resolve("alertmanager.yml");
        Yaml.write(routes, telling(Yaml.read(shipped.resolve("alertmanager.yml")), pager));
        // Without an address for its cluster it looks for none.
        launch(
                tools.alertmanager(),
                routes,
                "--storage.path=" + folder.resolve("alertmanager"),
                "--cluster.listen-address=",
                listenAt(alertmanager));
        launch(
                tools.prometheus(),
                scrapes,
                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                listenAt(prometheus));
        awaitReady();
    }

    /** One that ends with them. */
    public void add(Tool tool) {
        running.add(tool);
    }

    /** The same file with other addresses: those of a job that {@code targets} has none for are none. */
    static Map<String, Object> scraping(
            Map<String, Object> file, Map<String, List<String>> targets, String alertmanager) {
        for (Map<String, Object> job : Yaml.maps(file.get("scrape_configs"))) {
            job.put("static_configs", List.of(Map.of("targets", targets.getOrDefault(job.get("job_name"), List.of()))));
        }
        for (Map<String, Object> one : Yaml.maps(Yaml.map(file.get("alerting")).get("alertmanagers"))) {
            one.put("static_configs", List.of(Map.of("targets", List.of(alertmanager))));
        }
        return file;
    }

    /** The same file with receivers elsewhere. */
    static Map<String, Object> telling(Map<String, Object> file, URI pager) {
        for (Map<String, Object> receiver : Yaml.maps(file.get("receivers"))) {
            for (Map<String, Object> webhook : Yaml.maps(receiver.get("webhook_configs"))) {
                webhook.put(
                        "url", pager + URI.create(webhook.get("url").toString()).getPath());
            }
        }
        return file;
    }

    private static String authority(Rest rest) {
        return rest.base().getAuthority();
    }

    private static String listenAt(Rest rest) {
        return "--web.listen-address=" + authority(rest);
    }

    private void launch(Path program, Path config, String... options) {
        List<String> line = new ArrayList<>(List.of(program.toString(), "--config.file=" + config));
        line.addAll(List.of(options));
        running.add(Tool.start(line, folder.resolve(program.getFileName() + ".log")));
    }

    private void awaitReady() {
        boolean ready = Await.await(
                READY_LIMIT,
                () -> running.stream().anyMatch(tool -> !tool.isAlive())
                        || Stream.of(alertmanager, prometheus).allMatch(rest -> rest.answers("/-/ready")));
        if (!ready || running.stream().anyMatch(tool -> !tool.isAlive())) {
            throw new IllegalStateException("Prometheus or Alertmanager does not start; see the logs in " + folder);
        }
    }

    /** The alerts that wait or fire, of those that tell how things are now. */
    public List<String> alerts() {
        return texts("/api/v1/alerts", "alerts", "/labels/alertname").stream()
                .filter(AlertRule::isOfNow)
                .sorted()
                .toList();
    }

    /** How the last scrape of each target ended: {@code up}, {@code down}, or {@code unknown} before the first. */
    public List<String> targets() {
        return texts("/api/v1/targets", "activeTargets", "/health");
    }

    /** What the metrics that {@code rule} watches were like, from {@code begin} until {@code end}. */
    public Recording recording(AlertRule rule, Instant begin, Instant end) {
        try {
            return Recording.read(prometheus, rule.expr(), begin, end);
        } catch (IOException e) {
            throw new UncheckedIOException("Prometheus does not tell what it has scraped; see its log in " + folder, e);
        }
    }

    private List<String> texts(String path, String list, String field) {
        try {
            List<String> texts = new ArrayList<>();
            for (JsonNode one :
                    JSON.readTree(prometheus.get(path).body()).path("data").path(list)) {
                texts.add(one.at(field).asText());
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException("Prometheus does not answer; see its log in " + folder, e);
        }
    }

    /** Returns when both have ended. */
    @Override
    public void close() {
        running.forEach(Tool::close);
    }
}
