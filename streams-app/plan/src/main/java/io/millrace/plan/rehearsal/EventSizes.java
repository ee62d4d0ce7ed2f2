// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.kafka.common.config.ConfigException;

/** How large events are, as record values: each size in bytes, with how often it comes beside the others. */
public record EventSizes(List<Size> sizes) {
    private static final int LARGEST = 100 * 1024 * 1024;

    /** {@code weight} is above 0. */
    public record Size(int bytes, double weight) {}

    public EventSizes {
        sizes = List.copyOf(sizes);
    }

    /** From {@code 300}, or {@code 200:9,2000:1}: nine events of 200 bytes to one of 2,000. */
    public static EventSizes parse(String option, String text) {
        List<Size> sizes = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] pair = part.trim().split(":", -1);
            try {
                int bytes = Integer.parseInt(pair[0].trim());
                double weight = pair.length == 1 ? 1 : Double.parseDouble(pair[1].trim());
                if (pair.length > 2 || bytes < 1 || bytes > LARGEST || !(weight > 0) || Double.isInfinite(weight)) {
                    throw refused(option, text);
                }
                sizes.add(new Size(bytes, weight));
            } catch (NumberFormatException e) {
                throw refused(option, text);
            }
        }
        return new EventSizes(sizes);
    }

    private static ConfigException refused(String option, String text) {
        return new ConfigException(
                option, text, "bytes, from 1 to " + LARGEST + ", or several with their weights: 200:9,2000:1");
    }

    /** Bytes an event takes on average. */
    public double mean() {
        return mean(bytes -> bytes);
    }

    /** The mean of {@code of} over all events. */
    public double mean(DoubleUnaryOperator of) {
        return sizes.stream()
                        .mapToDouble(size -> size.weight() * of.applyAsDouble(size.bytes()))
                        .sum()
                / weight();
    }

    int largest() {
        return sizes.stream().mapToInt(Size::bytes).max().orElseThrow();
    }

    int next(Random random) {
        double at = sizes.size() == 1 ? 0 : random.nextDouble() * weight();
        for (Size size : sizes) {
            at -= size.weight();
            if (at < 0) {
                return size.bytes();
            }
        }
        return sizes.get(sizes.size() - 1).bytes();
    }

    private double weight() {
        return sizes.stream().mapToDouble(Size::weight).sum();
    }
}
