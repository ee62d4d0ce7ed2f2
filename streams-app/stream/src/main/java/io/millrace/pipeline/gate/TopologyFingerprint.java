// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;

/**
 * What of a topology decides which state and which records of internal topics are its own, as named facts. The names of processors,
 * sinks, rules and limits are not among them. A fact that a topology lacks is left out, so two that are compatible have the same
 * facts, whichever version wrote them.
 */
public record TopologyFingerprint(SortedMap<String, String> facts) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 1;

    private static final String VERSION_FIELD = "version";
    private static final String FACTS_FIELD = "facts";

    public TopologyFingerprint {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /** What each sub-topology reads and keeps: Kafka Streams names tasks, and with them state, after their numbers. */
    public static TopologyFingerprint of(TopologyDescription topology) {
        SortedMap<String, String> facts = new TreeMap<>();
        for (TopologyDescription.Subtopology part : topology.subtopologies()) {
            Set<String> sources = new TreeSet<>();
            Set<String> stores = new TreeSet<>();
            for (TopologyDescription.Node node : part.nodes()) {
                if (node instanceof TopologyDescription.Source source) {
                    sources.addAll(source.topicSet());
                } else if (node instanceof TopologyDescription.Processor processor) {
                    stores.addAll(processor.stores());
                }
            }
            put(facts, "sub-topology." + part.id() + ".sources", sources);
            put(facts, "sub-topology." + part.id() + ".stores", stores);
        }
        return new TopologyFingerprint(facts);
    }

    private static void put(Map<String, String> facts, String name, Collection<String> values) {
        if (!values.isEmpty()) {
            facts.put(name, String.join(",", values));
        }
    }

    /** The same with a setting that decides what state or internal records mean; an empty {@code value} adds nothing. */
    public TopologyFingerprint with(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(facts);
        put(more, name, value.isEmpty() ? List.of() : List.of(value));
        return new TopologyFingerprint(more);
    }

    /** One phrase for each fact that is another now, in the order of their names; none when this topology may follow that one. */
    public List<String> differences(TopologyFingerprint before) {
        Set<String> names = new TreeSet<>(facts.keySet());
        names.addAll(before.facts.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String was = before.facts.getOrDefault(name, "");
            String is = facts.getOrDefault(name, "");
            if (!was.equals(is)) {
                differences.add(name + " was " + shown(was) + " and is now " + shown(is));
            }
        }
        return differences;
    }

    private static String shown(String value) {
        return value.isEmpty() ? "not there" : value;
    }

    /** A JSON object, with a fact on each line. */
    String write() {
        ObjectNode root = JSON.createObjectNode().put(VERSION_FIELD, VERSION);
        facts.forEach(root.putObject(FACTS_FIELD)::put);
        return root.toPrettyString();
    }

    /** Throws {@link UnreadableFingerprintException} when it is none, or of a later version. */
    static TopologyFingerprint read(String written) {
        try {
            JsonNode root = JSON.readTree(written);
            if (root.path(VERSION_FIELD).asInt() != VERSION) {
                throw new UnreadableFingerprintException("it has version "
                        + root.path(VERSION_FIELD).asText("none") + ", and this Millrace reads version " + VERSION);
            }
            SortedMap<String, String> facts = new TreeMap<>();
            root.path(FACTS_FIELD)
                    .properties()
                    .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
            return new TopologyFingerprint(facts);
        } catch (JsonProcessingException e) {
            throw new UnreadableFingerprintException("it is not JSON");
        }
    }
}
