// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The figures of one round of one run; those that make no sense for it are absent. */
public record Figures(Map<Figure, Double> values) {
    public Figures {
        values = Map.copyOf(values);
    }

    public OptionalDouble value(Figure figure) {
        Double value = values.get(figure);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Takes figures as they come. */
    public static final class Builder {
        private final Map<Figure, Double> values = new EnumMap<>(Figure.class);

        private Builder() {}

        public Builder with(Figure figure, double value) {
            values.put(figure, value);
            return this;
        }

        public Figures build() {
            return new Figures(values);
        }
    }
}
