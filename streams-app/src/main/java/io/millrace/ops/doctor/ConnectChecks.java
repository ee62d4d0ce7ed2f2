package io.millrace.ops.doctor;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.Secrets;
import io.millrace.ops.connect.SinkConnector;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The connectors that read the pipelines' batches. */
final class ConnectChecks {
    private static final String ISOLATION = "consumer.override.isolation.level";
    private static final String COMMITTED = "read_committed";

    /** Ours, and Kafka Connect's own. */
    private static final List<String> DEAD_LETTERS = List.of("dead.letter.topic", "errors.deadletterqueue.topic.name");

    static final List<Check> ALL = List.of(
            new Check("connect", ConnectChecks::answers),
            new Check("connectors", ConnectChecks::exist),
            new Check("connectors running", each(ConnectChecks::running)),
            new Check("connector overrides", each(ConnectChecks::overrides)),
            new Check("committed reads", each(ConnectChecks::committed)),
            new Check("connector settings", each(ConnectChecks::settings)),
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
        for (PipelineConfig pipeline : at.config().pipelines()) {
            boolean isRead = at.connect().connectors().stream()
                    .anyMatch(connector -> connector.topics().contains(pipeline.sinkTopic()));
            if (!isRead) {
                found.advice(
                        pipeline.sinkTopic(),
                        "No connector names " + pipeline.sinkTopic()
                                + " in its topics, so its batches go nowhere from here; create"
                                + " one through Connect's REST interface.");
            }
        }
    }

    private static void running(Looked looked, Findings found) {
        SinkConnector connector = looked.connector();
        if (!connector.isRunning()) {
            found.fault(
                    connector.name(),
                    "The connector " + connector.name() + " is " + connector.state() + " and its tasks are "
                            + connector.tasks()
                            + "; look into the worker's log, then POST to /connectors/" + connector.name()
                            + "/restart?includeTasks=true.");
        }
    }

    private static void overrides(Looked looked, Findings found) {
        String name = looked.connector().name();
        String refused = looked.at().connect().refused().get(name);
        if (refused != null) {
            found.fault(
                    name,
                    "The workers take no overrides for " + name + " (" + refused
                            + "); set connector.client.config.override.policy=All on them.");
        }
    }

    private static void committed(Looked looked, Findings found) {
        String isolation = looked.connector().config().getOrDefault(ISOLATION, "read_uncommitted");
        if (looked.at().promise().exactlyOnce() && !isolation.equals(COMMITTED)) {
            found.fault(
                    looked.connector().name(),
                    "The connector " + looked.connector().name() + " has " + ISOLATION + "=" + isolation
                            + " and delivers what a transaction took back; set it to " + COMMITTED + ".");
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

    private static void deadLetters(Looked looked, Findings found) {
        SinkConnector connector = looked.connector();
        if (DEAD_LETTERS.stream()
                .allMatch(key -> connector.config().getOrDefault(key, "").isEmpty())) {
            found.advice(
                    connector.name(),
                    "The connector " + connector.name()
                            + " has no topic for dead letters, so one bad batch stops it; set "
                            + String.join(" or ", DEAD_LETTERS) + ".");
        }
    }
}
