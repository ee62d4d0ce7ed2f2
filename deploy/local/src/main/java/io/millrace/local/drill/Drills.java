// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.config.sinks.Sink;
import io.millrace.local.drill.fault.Fault;
import io.millrace.local.drill.fault.Faults;
import io.millrace.local.drill.fault.NewSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;

/** All drills, in the order in which they are best run: what is quick first. */
final class Drills {
    private static final String STUCK = "MillraceRunningButStuck";

    static final List<Drill> ALL = List.of(
            new Drill(
                    "stream-killed",
                    "P0",
                    "MillraceProcessMissing",
                    "SIGKILL to all stream processes",
                    Fault.kill(scene -> scene.deployment().instances()),
                    List.of(Drill.UP)),
            new Drill(
                    "stream-halved",
                    "P1",
                    "MillraceProcessMissing",
                    "SIGKILL to one of two stream processes",
                    Fault.kill(scene -> scene.deployment().instances().subList(0, 1)),
                    List.of(Drill.UP)),
            new Drill(
                    "worker-killed",
                    "P1",
                    "MillraceTargetMissing",
                    "SIGKILL to the Connect worker",
                    Fault.kill(scene -> List.of(scene.deployment().stack().connect())),
                    List.of(Drill.UP)),
            new Drill(
                    "stream-frozen",
                    "P0",
                    "MillraceProcessMissing",
                    "SIGSTOP to all stream processes",
                    scene -> Faults.freeze(scene.deployment().instances()),
                    List.of()),
            new Drill(
                    "broker-killed",
                    "P0",
                    "MillraceBrokersSilent",
                    "SIGKILL to the only broker",
                    Fault.kill(scene -> scene.deployment().stack().brokers()),
                    List.of(Drill.UP, "end-transactions")),
            new Drill(
                    "sink-denied",
                    "P1",
                    "MillraceSinkTaskFailed",
                    "S3 refuses the key of a connector",
                    scene -> Faults.wrongKey(scene, "s3-clicks"),
                    List.of(Drill.UP)),
            new Drill(
                    "s3-hanging",
                    "P1",
                    STUCK,
                    "S3 takes requests and never answers",
                    scene -> {
                        scene.wayToS3().stall();
                        return scene.wayToS3()::pass;
                    },
                    List.of()),
            new Drill(
                    "postgres-down",
                    "P1",
                    STUCK,
                    "SIGKILL to PostgreSQL",
                    Fault.kill(scene -> List.of(scene.deployment().stack().destination(Sink.POSTGRES))),
                    List.of(Drill.UP)),
            new Drill(
                    "opensearch-read-only", "P1", STUCK, "The index takes no writes", Faults::readOnlyIndex, List.of()),
            new Drill(
                    "registry-down",
                    "P1",
                    "MillraceCommitFailing",
                    "SIGKILL to the schema registry, and events of a new schema",
                    new NewSchema(),
                    List.of(Drill.UP)));

    /** Alerts of P0 and P1 that nothing here brings, and why. */
    static final Map<String, String> WITHOUT = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "P0 MillraceConservationBroken",
                    "takes a loss, and verify --every, which a drill's stack does not run"),
            Map.entry("P0 MillraceDeadLettersUnwritable", "has no drill yet"),
            Map.entry("P0 MillraceGatewayRefusing", "has no drill yet"),
            Map.entry(
                    "P0 MillraceNotConsuming",
                    "pages beside broker-killed until that silences it; what waits for the registry reads again and again"),
            Map.entry("P0 MillraceReplicasBelowMinimum", "takes three brokers, and a drill's stack has one"),
            Map.entry(
                    "P0 MillraceSinkDeadLettersUnwritable",
                    "takes events that a destination refuses, and the samples have none"),
            Map.entry("P1 MillraceGatewayRefusing", "has no drill yet"),
            Map.entry("P1 MillraceReplicasAtMinimum", "takes three brokers, and a drill's stack has one"),
            Map.entry("P1 MillraceSinkStalled", "takes a destination that is slow enough, and not too slow"),
            Map.entry(
                    "P0 MillraceEventsMissed",
                    "takes retention that overtakes the stream, which brokers look for every five minutes"),
            Map.entry(
                    "P0 MillraceBatchesMissed",
                    "takes retention that overtakes a sink, which brokers look for every five minutes"),
            Map.entry("P0 MillracePipelineStopped", "has no drill yet")));

    private Drills() {}

    /**
     * Those of the names, in the order of the list.
     *
     * @param names {@code all} for all of them
     */
    static List<Drill> named(List<String> names) {
        if (names.equals(List.of("all"))) {
            return ALL;
        }
        List<String> known = ALL.stream().map(Drill::name).toList();
        List<String> unknown = new ArrayList<>(names);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new ConfigException(
                    "There is no drill " + String.join(", ", unknown) + "; there are all, " + String.join(", ", known));
        }
        return ALL.stream().filter(drill -> names.contains(drill.name())).toList();
    }
}
