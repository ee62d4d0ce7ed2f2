// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.measured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.plan.figure.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.config.ConfigException;

/** One report of {@code millrace bench}: each figure of each run, as its rounds tell it. */
public final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DATE_LENGTH = 10;

    /** Events a second; the highest is the one that is offered for longest. */
    private static final List<Integer> LOWER_RATES = List.of(500, 2_000);

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

    /** What processes of a run took at the rates at which it had them watched, the lowest rate first; {@code figure} without the rate. */
    List<Cost.Paced> paced(String run, String figure) {
        List<Cost.Paced> paced = new ArrayList<>();
        for (int rate : LOWER_RATES) {
            find(run, figure + "At" + rate).ifPresent(cores -> paced.add(new Cost.Paced(rate, cores)));
        }
        find(run, figure).ifPresent(cores -> find(run, "offeredPerSecond")
                .ifPresent(rate -> paced.add(new Cost.Paced(rate.value().value(), cores))));
        paced.sort(Comparator.comparingDouble(Cost.Paced::rate));
        return paced;
    }
}
