// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import io.millrace.config.MillraceConfig;
import io.millrace.config.secrets.Secrets;
import io.millrace.operations.connect.SinkConnector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The connectors that read the pipelines' batches. */
public final class ConnectChecks {
    private static final String ISOLATION = "consumer.override.isolation.level";
    private static final String COMMITTED = "read_committed";

    /** Ours, and Kafka Connect's own. */
    private static final String CONNECTS_DEAD_LETTERS = "errors.deadletterqueue.topic.name";

    private static final List<String> DEAD_LETTERS = List.of("dead.letter.topic", CONNECTS_DEAD_LETTERS);

    private static final String TOLERANCE = "errors.tolerance";
    private static final List<String> CONVERTERS = List.of("key.converter", "value.converter", "header.converter");
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    /** Connect also takes a plugin's short names. */
    private static final Set<String> BYTES_NAMES = Set.of(BYTES, "ByteArrayConverter", "ByteArray");

    /** Connect finds a connector by its class's name without the package, too, and without its end. */
    private static final Set<String> SHORT_NAMES = Set.of(
            "S3SinkConnector",
            "S3Sink",
            "OpenSearchSinkConnector",
            "OpenSearchSink",
            "PostgresSinkConnector",
            "PostgresSink");

    public static final List<Check> ALL = List.of(
            new Check("connect", ConnectChecks::answers),
            new Check("connectors", ConnectChecks::exist),
            new Check("connectors running", each(ConnectChecks::running)),
            new Check("connector overrides", each(ConnectChecks::overrides)),
            new Check("committed reads", each(ConnectChecks::committed)),
            new Check("connector settings", each(ConnectChecks::settings)),
            new Check("connector converters", each(ConnectChecks::converters)),
            new Check("connector errors", each(ConnectChecks::errors)),
            new Check("connector dead letters", each(ConnectChecks::deadLetters)));

    private ConnectChecks() {}

    private record Looked(Examination at, SinkConnector connector) {}

    private static Check.Rule each(BiConsumer<Looked, Findings> rule) {
        return (at, found) -> {
            if (isAsked(at, found)) {
                at.connect().connectors().forEach(connector -> rule.accept(new Looked(at, connector), found));
            }
        };
    }

    private static boolean isAsked(Examination at, Findings found) {
        if (at.connect().url().isEmpty()) {
            found.notLookedAt(MillraceConfig.CONNECT_URL + " is not set");
            return false;
        }
        if (at.connect().problem() != null) {
            found.notLookedAt("Kafka Connect does not answer");
            return false;
        }
        return true;
    }

    private static void answers(Examination at, Findings found) {
        if (at.connect().problem() != null) {
            found.fault(
                    MillraceConfig.CONNECT_URL,
                    at.connect().problem() + "; no batch is delivered without it: start it, or correct "
                            + MillraceConfig.CONNECT_URL + ".");
        } else {
            isAsked(at, found);
        }
    }

    private static void exist(Examination at, Findings found) {
        if (!isAsked(at, found)) {
            return;
        }
        for (String sink : at.config().sinkTopics()) {
            boolean isRead = at.connect().connectors().stream().anyMatch(connector -> connector.reads(sink));
            if (!isRead) {
                found.advice(
                        sink,
                        "No connector reads " + sink
                                + ", so its batches are not delivered from here; create one through Connect's REST interface.");
            }
        }
    }

    private static void running(Looked looked, Findings found) {
        SinkConnector connector = looked.connector();
        if (!connector.isRunning()) {
            String why = connector.problem().isEmpty()
                    ? "; check the worker's log"
                    : " (" + connector.problem() + "); mend that";
            found.fault(
                    connector.name(),
                    "The connector " + connector.name() + " is " + connector.state() + " and its tasks are "
                            + connector.tasks()
                            + why + ", then POST to /connectors/" + connector.name()
                            + "/restart?includeTasks=true.");
        }
    }

    private static void overrides(Looked looked, Findings found) {
        String name = looked.connector().name();
        String refused = looked.at().connect().refused().get(name);
        if (refused != null) {
            found.fault(
                    name,
                    "The workers accept no overrides for " + name + " (" + refused
                            + "); set connector.client.config.override.policy=All on them.");
        }
    }

    private static void committed(Looked looked, Findings found) {
        String isolation = looked.connector().config().getOrDefault(ISOLATION, "read_uncommitted");
        if (looked.at().promise().exactlyOnce() && !isolation.equals(COMMITTED)) {
            found.fault(
                    looked.connector().name(),
                    "The connector " + looked.connector().name() + " has " + ISOLATION + "=" + isolation
                            + " and delivers records of aborted transactions; set it to " + COMMITTED + ".");
        }
    }

    private static void settings(Looked looked, Findings found) {
        SinkConnector connector = looked.connector();
        List<String> other = looked.at().config().connectors().entrySet().stream()
                .filter(wanted -> !(wanted.getKey().equals(ISOLATION)
                        && looked.at().promise().exactlyOnce()))
                .filter(wanted -> !wanted.getValue().equals(connector.config().get(wanted.getKey())))
                .map(wanted -> difference(wanted, connector))
                .toList();
        if (!other.isEmpty()) {
            found.fault(
                    connector.name(),
                    "The connector " + connector.name() + " differs from the configuration's "
                            + MillraceConfig.CONNECTORS_PREFIX
                            + " keys: " + String.join(", ", other) + "; PUT them to /connectors/" + connector.name()
                            + "/config.");
        }
    }

    private static String difference(Map.Entry<String, String> wanted, SinkConnector connector) {
        String now = connector.config().get(wanted.getKey());
        String key = wanted.getKey();
        return key + (now == null ? " is not set" : " is " + Secrets.shown(key, now)) + " and should be "
                + Secrets.shown(key, wanted.getValue());
    }

    /** What is not set comes from the worker, and Connect does not show it. */
    private static void converters(Looked looked, Findings found) {
        SinkConnector connector = looked.connector();
        for (String key : isOurs(connector) ? CONVERTERS : List.<String>of()) {
            String converter = connector.config().getOrDefault(key, BYTES);
            if (!BYTES_NAMES.contains(converter)) {
                found.fault(
                        connector.name(),
                        "The connector " + connector.name() + " has " + key + "=" + converter
                                + ", which does not pass batches through as bytes; set it to " + BYTES + ".");
            }
        }
    }

    private static void errors(Looked looked, Findings found) {
        SinkConnector connector = looked.connector();
        boolean isParked = !isOurs(connector)
                && !connector.config().getOrDefault(CONNECTS_DEAD_LETTERS, "").isEmpty();
        if (connector.config().getOrDefault(TOLERANCE, "none").equals("all") && !isParked) {
            found.fault(
                    connector.name(),
                    "The connector " + connector.name() + " has " + TOLERANCE
                            + "=all: batches that Connect cannot convert are dropped and their offsets committed; set it to"
                            + " none.");
        }
    }

    private static boolean isOurs(SinkConnector connector) {
        String type = connector.config().getOrDefault("connector.class", "");
        return type.startsWith("io.millrace.") || SHORT_NAMES.contains(type);
    }

    private static void deadLetters(Looked looked, Findings found) {
        SinkConnector connector = looked.connector();
        DEAD_LETTERS.stream()
                .map(key -> connector.config().getOrDefault(key, ""))
                .filter(topic -> !topic.isEmpty() && connector.reads(topic))
                .forEach(topic -> found.fault(
                        connector.name(),
                        "The connector " + connector.name() + " reads its own dead-letter topic " + topic
                                + ", so each dead letter produces another; narrow its topics or topics.regex."));
        if (isOurs(connector)) {
            // Without a topic of its own it uses those of the pipelines.
            return;
        }
        if (DEAD_LETTERS.stream()
                .allMatch(key -> connector.config().getOrDefault(key, "").isEmpty())) {
            found.advice(
                    connector.name(),
                    "The connector " + connector.name()
                            + " has no dead-letter topic, so one bad batch stops it; set "
                            + String.join(" or ", DEAD_LETTERS) + ".");
        }
    }
}
