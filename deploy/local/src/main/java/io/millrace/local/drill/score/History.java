// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.drill.monitor.AlertRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.config.ConfigException;

/** Runs of drills in a file, a line of JSON each, passed or not; times in whole seconds. */
public final class History {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    public History(Path file) {
        this.file = file;
    }

    /**
     * In the order in which they were added; none without a file.
     *
     * @param rules the alert that a drill has to bring, by the name of the drill; throws {@link ConfigException} for a name that it does not know
     * @throws ConfigException for a line that is no run
     */
    public List<Outcome> read(Function<String, AlertRule> rules) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                outcomes.add(outcome(line, outcomes.size() + 1, rules));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return outcomes;
    }

    private Outcome outcome(String line, int number, Function<String, AlertRule> rules) {
        try {
            JsonNode run = JSON.readTree(line);
            String drill = run.required("drill").asText();
            return new Outcome(
                    drill,
                    rules.apply(drill),
                    Instant.parse(run.required("faultAt").asText()),
                    duration(run.required("pagedAfter")),
                    duration(run.required("repairedAfter")),
                    run.required("accounted").asBoolean(),
                    StreamSupport.stream(run.required("alsoPaged").spliterator(), false)
                            .map(JsonNode::asText)
                            .toList(),
                    run.required("machine").asText());
        } catch (JsonProcessingException | RuntimeException e) {
            throw new ConfigException(file + ", line " + number + ": this is no run of a drill: " + e.getMessage());
        }
    }

    private static Duration duration(JsonNode seconds) {
        return seconds.isNull() ? null : Duration.ofSeconds(seconds.asLong());
    }

    public void add(Outcome outcome) {
        ObjectNode run = JSON.createObjectNode()
                .put("drill", outcome.drill())
                .put("faultAt", outcome.faultAt().toString())
                .put("pagedAfter", seconds(outcome.detected()))
                .put("repairedAfter", seconds(outcome.repaired()))
                .put("accounted", outcome.accounted());
        outcome.others().forEach(run.putArray("alsoPaged")::add);
        run.put("machine", outcome.machine());
        try {
            Files.writeString(file, run + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static Long seconds(Duration duration) {
        return duration == null ? null : Math.round(duration.toMillis() / 1e3);
    }
}
