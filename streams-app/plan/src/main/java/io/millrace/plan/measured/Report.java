// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.measured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.plan.figure.Interval;
import io.millrace.plan.figure.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/** One report of {@code millrace bench}: the least, the median and the most of each figure of each run, over its rounds. */
public final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DATE_LENGTH = 10;

    private final String title;
    private final JsonNode runs;

    private Report(String name, JsonNode root) {
        runs = root.path("runs");
        JsonNode machine = root.path("machine");
        if (!runs.isObject() || !machine.isObject()) {
            throw new ConfigException(
                    "--figures", name, "is no report of millrace bench: it has no runs or no machine");
        }
        String date = root.path("date").asText();
        title = name + ", " + date.substring(0, Math.min(DATE_LENGTH, date.length())) + ", "
                + machine.path("processor").asText() + ", "
                + machine.path("cores").asInt() + " cores, rounds: "
                + root.path("rounds").asInt();
    }

    /** Throws {@link ConfigException} when the file is none. */
    public static Report read(Path file) {
        try {
            return new Report(file.toString(), JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new ConfigException(
                    "--figures", file, "cannot be read as JSON (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** One that came with this build. */
    static Report shipped(String file) {
        try (InputStream in = Report.class.getResourceAsStream(file)) {
            return new Report(file, JSON.readTree(in));
        } catch (IOException e) {
            throw new IllegalStateException("the shipped " + file + " cannot be read", e);
        }
    }

    /** A figure of a run, by their names in the JSON; empty when the report lacks it. */
    Optional<Measured> find(String run, String figure) {
        JsonNode found = runs.path(run);
        JsonNode value = found.path("median").path(figure);
        if (!value.isNumber()) {
            return Optional.empty();
        }
        double median = value.asDouble();
        double least = found.path("least").path(figure).asDouble(median);
        double most = found.path("most").path(figure).asDouble(median);
        Interval interval = new Interval(Math.min(least, median), median, Math.max(most, median));
        return Optional.of(new Measured(interval, Origin.measured(run + " in " + title)));
    }
}
