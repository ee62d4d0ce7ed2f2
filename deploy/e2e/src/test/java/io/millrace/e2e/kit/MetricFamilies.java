// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tags of metrics by the names of these: those that a process shows, and those that a generated list has. */
public final class MetricFamilies {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| (?:counter|gauge|histogram|summary) \\| ([a-z, ]*) \\|");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z0-9_]+)(\\{.*})? \\S+$");
    private static final Pattern TAG = Pattern.compile("([a-z]+)=\"");
    private static final String BOUND = "le";

    private MetricFamilies() {}

    /** What {@code url} shows samples of now. */
    public static Map<String, Set<String>> shown(URI url) throws IOException, InterruptedException {
        String text = text(url);
        Map<String, Set<String>> tags = new TreeMap<>();
        for (Matcher sample = SAMPLE.matcher(text); sample.find(); ) {
            String labels = sample.group(2) == null ? "" : sample.group(2);
            tags.computeIfAbsent(family(sample.group(1)), name -> new TreeSet<>())
                    .addAll(TAG.matcher(labels)
                            .results()
                            .map(tag -> tag.group(1))
                            .filter(tag -> !tag.equals(BOUND))
                            .toList());
        }
        return tags;
    }

    /** All values of {@code tag} that {@code url} shows now. */
    public static Set<String> values(URI url, String tag) throws IOException, InterruptedException {
        return Pattern.compile("[{,]" + tag + "=\"([^\"]*)\"")
                .matcher(text(url))
                .results()
                .map(value -> value.group(1))
                .collect(Collectors.toSet());
    }

    /** The samples of {@code metric} that {@code url} shows now, as they are shown. */
    public static Set<String> samples(URI url, String metric) throws IOException, InterruptedException {
        return text(url).lines().filter(line -> line.startsWith(metric + '{')).collect(Collectors.toSet());
    }

    private static String text(URI url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Histograms have three series each, and summaries two. */
    private static String family(String series) {
        return series.replaceFirst("_(bucket|sum|count)$", "");
    }

    /** What the list in {@code file} has. */
    public static Map<String, Set<String>> listed(Path file) throws IOException {
        return ROW.matcher(Files.readString(file))
                .results()
                .collect(Collectors.toMap(row -> family(row.group(1)), row -> Arrays.stream(
                                row.group(2).split(", ?"))
                        .filter(tag -> !tag.isEmpty())
                        .collect(Collectors.toSet())));
    }
}
