// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.measured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.plan.figure.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.config.ConfigException;

/** One report of {@code millrace bench}: each figure of each run, as its rounds tell it. */
public final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DATE_LENGTH = 10;

    private final String name;
    private final String title;
    private final JsonNode runs;

    private Report(String name, JsonNode root) {
        this.name = name;
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

    /**
     * A figure of a run, by their names in the JSON; empty when the report lacks it. Throws {@link ConfigException} when a round has one
     * that is not above 0.
     */
    Optional<Measured> find(String run, String figure) {
        double[] rounds = StreamSupport.stream(runs.path(run).path("rounds").spliterator(), false)
                .map(round -> round.path(figure))
                .filter(JsonNode::isNumber)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        if (Arrays.stream(rounds).anyMatch(round -> !(round > 0))) {
            throw new ConfigException(
                    "--figures", name, "has a " + figure + " of " + run + " in a round that is not above 0");
        }
        return rounds.length == 0
                ? Optional.empty()
                : Optional.of(new Measured(NextRound.after(rounds), Origin.measured(run + " in " + title)));
    }
}
