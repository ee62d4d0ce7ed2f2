// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.config.sinks.Sink;
import io.millrace.local.drill.fault.Fault;
import io.millrace.local.drill.fault.Faults;
import io.millrace.local.drill.fault.GatewayFlood;
import io.millrace.local.drill.fault.LargeDeadLetter;
import io.millrace.local.drill.fault.NewSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/** All drills, in the order in which they are best run: what is quick first. */
final class Drills {
    private static final String STUCK = "MillraceRunningButStuck";

    /** Two may go, and their majority still decides who is in sync. */
    private static final int BROKERS = 5;

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
                    List.of(Drill.UP)),
            new Drill(
                    "dead-letter-too-large",
                    "P0",
                    "MillraceDeadLettersUnwritable",
                    "The dead-letter topic takes no more than 10 kB, and a broken event of 100 kB",
                    new LargeDeadLetter(),
                    List.of("topics apply", Drill.UP)),
            new Drill(
                    "gateway-flooded",
                    "P0",
                    "MillraceGatewayRefusing",
                    "Twelve clients send bodies of 10 MB that do not end",
                    new GatewayFlood(),
                    List.of()),
            new Drill(
                    "replica-lost",
                    "P1",
                    "MillraceReplicasAtMinimum",
                    "SIGKILL to one of five brokers",
                    Fault.kill(scene -> scene.deployment().stack().brokers().subList(0, 1)),
                    List.of(Drill.UP),
                    BROKERS),
            new Drill(
                    "replicas-lost",
                    "P0",
                    "MillraceReplicasBelowMinimum",
                    "SIGKILL to two of five brokers",
                    Fault.kill(scene -> scene.deployment().stack().brokers().subList(0, 2)),
                    List.of(Drill.UP, "end-transactions"),
                    BROKERS));

    /** Alerts of P0 and P1 that nothing here brings, and why. */
    static final Map<String, String> WITHOUT = new TreeMap<>(Map.of(
            "P0 MillraceConservationBroken",
            "takes a loss, and verify --every, which a drill's stack does not run",
            "P0 MillraceNotConsuming",
            "pages beside broker-killed until that silences it; what waits for the registry reads again and again",
            "P0 MillracePipelineStopped",
            "has no drill yet",
            "P0 MillraceSinkDeadLettersUnwritable",
            "has no drill yet",
            "P1 MillraceGatewayRefusing",
            "is the fault of P0 with fewer clients",
            "P1 MillraceSinkStalled",
            "takes a destination that is slow enough, and not too slow",
            "P0 MillraceEventsMissed",
            "takes retention that overtakes the stream, which brokers look for every five minutes",
            "P0 MillraceBatchesMissed",
            "takes retention that overtakes a sink, which brokers look for every five minutes"));

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

    /** Those that can be done in one stack together. */
    static List<List<Drill>> byBrokers(List<Drill> drills) {
        return List.copyOf(drills.stream()
                .collect(Collectors.groupingBy(Drill::brokers, TreeMap::new, Collectors.toList()))
                .values());
    }
}
