// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process shows at one moment.
 *
 * @param text in Prometheus' format
 */
public record Scrape(String text) {
    private static final Path RULES = Path.of("..", "monitoring", "rules", "millrace.yml");

    public static Scrape of(int port) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        return new Scrape(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body());
    }

    /** Of all series of {@code metric} that have all of {@code tags}, each as {@code name="value"}. */
    public double sum(String metric, String... tags) {
        return text.lines()
                .filter(line -> line.startsWith(metric + '{') || line.startsWith(metric + ' '))
                .filter(line -> Stream.of(tags).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** What Prometheus computes for the alert of that name, from the series that a {@link Scrape} has. */
    public static String expression(String alert) {
        try (Stream<String> lines = Files.lines(RULES)) {
            return lines.dropWhile(line -> !line.endsWith("alert: " + alert))
                    .skip(1)
                    .findFirst()
                    .orElseThrow()
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
