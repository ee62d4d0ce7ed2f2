// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import io.millrace.monitoring.Fault;
import io.millrace.monitoring.Places;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the processes of a local stack answered while events flowed: {@code src/test/resources/scrapes}, each process twice, {@link #APART} apart. Between
 * the two and after them, series go on as straight lines.
 */
final class Scrapes {
    static final List<String> JOBS =
            List.of("millrace-stream", "millrace-gateway", "millrace-connect", "millrace-verify");

    private static final Duration APART = Duration.ofMinutes(2);
    private static final Path FOLDER = Places.MONITORING.resolve("src/test/resources/scrapes");
    private static final Pattern SAMPLE = Pattern.compile("([a-z_0-9]+)(?:\\{(.*)})? ([-+.0-9Ee]+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private Scrapes() {}

    /** One series as it was scraped twice. */
    private record Scraped(String name, String labels, BigDecimal first, BigDecimal second) {
        /** Times are those of the test, which begins at the epoch. */
        String line(String job, long samples, String after) {
            boolean time = name.endsWith("_timestamp_seconds") && first.signum() > 0;
            BigDecimal start = time ? BigDecimal.ZERO : first;
            BigDecimal step = second.subtract(first)
                    .divide(BigDecimal.valueOf(APART.dividedBy(Fault.EVERY)), MathContext.DECIMAL32);
            return "    - {series: '%s{%sjob=\"%s\",instance=\"%s-0\"}', values: '%s%s%sx%d%s'}"
                    .formatted(
                            name,
                            labels.isEmpty() ? "" : labels.replace("'", "''") + ",",
                            job,
                            job,
                            start.toPlainString(),
                            step.signum() < 0 ? "-" : "+",
                            step.abs().toPlainString(),
                            samples,
                            after);
        }
    }

    /**
     * Lines of promtool's {@code input_series}.
     *
     * @param running how long the stack runs
     * @param after what follows for what the processes said, such as {@code stale}; by then they are gone
     */
    static List<String> input(Duration running, String after) throws IOException {
        long samples = running.dividedBy(Fault.EVERY);
        List<String> lines = new ArrayList<>();
        for (String job : JOBS) {
            lines.add("    - {series: 'up{job=\"%s\",instance=\"%s-0\"}', values: '1x%d%s'}"
                    .formatted(job, job, samples, after.isEmpty() ? "" : " 0x100"));
            for (Scraped series : read(job)) {
                lines.add(series.line(job, samples, after.isEmpty() ? "" : " " + after));
            }
        }
        return lines;
    }

    /** Labels by metric. */
    static Map<String, Set<String>> labels() throws IOException {
        Map<String, Set<String>> labels = new LinkedHashMap<>();
        for (String job : JOBS) {
            for (Scraped series : read(job)) {
                Set<String> names = labels.computeIfAbsent(series.name, name -> new TreeSet<>());
                LABEL.matcher(series.labels).results().forEach(label -> names.add(label.group(1)));
            }
        }
        return labels;
    }

    private static List<Scraped> read(String job) throws IOException {
        Map<String, BigDecimal> second = samples(FOLDER.resolve(job + "-2.prom"));
        List<Scraped> series = new ArrayList<>();
        samples(FOLDER.resolve(job + "-1.prom")).forEach((key, first) -> {
            Matcher sample = SAMPLE.matcher(key + " 0");
            if (sample.matches() && second.containsKey(key)) {
                String labels = Optional.ofNullable(sample.group(2)).orElse("");
                series.add(new Scraped(sample.group(1), labels, first, second.get(key)));
            }
        });
        return series;
    }

    /** Without what is no number yet. */
    private static Map<String, BigDecimal> samples(Path file) throws IOException {
        Map<String, BigDecimal> samples = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                samples.put(line.substring(0, line.lastIndexOf(' ')), new BigDecimal(sample.group(3)));
            }
        }
        return samples;
    }
}
