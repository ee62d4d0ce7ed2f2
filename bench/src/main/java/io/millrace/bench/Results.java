package io.millrace.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Medians and the ratios that matter. */
final class Results {
    private Results() {}

    static String line(Map<String, Double> rates) {
        return rates.entrySet().stream()
                .map(entry -> "%s %,.0f/s".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    static void print(Map<String, List<Double>> rates) {
        System.out.printf("%n%-16s %14s %14s %14s%n", "events/s", "median", "least", "most");
        rates.forEach((name, all) -> {
            List<Double> sorted = all.stream().sorted().toList();
            System.out.printf(
                    "%-16s %,14.0f %,14.0f %,14.0f%n", name, median(all), sorted.get(0), sorted.get(sorted.size() - 1));
        });
        System.out.println();
        ratio(rates, "batch-5000", "count", 0.60);
        ratio(rates, "batch-5000", "copy", 0.60);
        ratio(rates, "batch-5000", "list-5000", 30);
        ratio(rates, "batch-10000", "batch-100", 0.90);
        ratio(rates, "batch-5000-eos", "batch-5000", 0.90);
    }

    private static void ratio(Map<String, List<Double>> rates, String ours, String base, double target) {
        double ratio = median(rates.get(ours)) / median(rates.get(base));
        System.out.printf(
                "%-15s / %-12s %8.2f   target %.2f  %s%n",
                ours, base, ratio, target, ratio >= target ? "reached" : "MISSED");
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
