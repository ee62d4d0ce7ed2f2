// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.config.sinks.Sink;
import io.millrace.local.drill.fault.Fault;
import io.millrace.local.drill.fault.Faults;
import io.millrace.local.drill.fault.Flood;
import io.millrace.local.drill.fault.GatewayCrowd;
import io.millrace.local.drill.fault.GatewayFlood;
import io.millrace.local.drill.fault.LargeDeadLetter;
import io.millrace.local.drill.fault.LostObject;
import io.millrace.local.drill.fault.NewSchema;
import io.millrace.local.drill.fault.Overtaken;
import io.millrace.local.drill.fault.RegistryDenies;
import io.millrace.local.drill.score.Outcome;
import io.millrace.local.drill.score.Scorecard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/** All drills, in the order in which they are best run: what is quick first. */
final class Drills {
    private static final String STUCK = "MillraceRunningButStuck";
    private static final String REFUSING = "MillraceGatewayRefusing";
    private static final String SURGE = "MillraceDeadLetterSurge";
    private static final long TWO_DAYS_MS = 2 * 24 * 3_600_000L;

    /** Two may go, and their majority still decides who is in sync. */
    private static final Stage FIVE_BROKERS = Stage.of(5);

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
                    "s3-slow",
                    "P1",
                    "MillraceSinkStalled",
                    "S3 takes half a minute for each object",
                    scene -> {
                        scene.wayToS3().delay(Duration.ofSeconds(13));
                        return scene.wayToS3()::pass;
                    },
                    List.of()),
            new Drill("s3-unavailable", "P1", STUCK, "S3 answers 503", Faults::unavailableS3, List.of()),
            new Drill(
                    "postgres-down",
                    "P1",
                    STUCK,
                    "SIGKILL to PostgreSQL",
                    Fault.kill(scene -> List.of(scene.deployment().stack().destination(Sink.POSTGRES))),
                    List.of(Drill.UP)),
            new Drill(
                    "opensearch-read-only",
                    "P1",
                    STUCK,
                    "The index takes no writes",
                    scene -> Faults.blockedIndex(scene, "write"),
                    List.of()),
            new Drill(
                    "opensearch-disk-full",
                    "P1",
                    STUCK,
                    "The index takes no writes as when a disk is full: OpenSearch answers 429",
                    scene -> Faults.blockedIndex(scene, "read_only_allow_delete"),
                    List.of()),
            new Drill(
                    "registry-down",
                    "P1",
                    "MillraceCommitFailing",
                    "SIGKILL to the schema registry, and events of a new schema",
                    new NewSchema(),
                    List.of(Drill.UP)),
            new Drill(
                    "registry-denies",
                    "P0",
                    "MillracePipelineStopped",
                    "The schema registry answers 401, and events of a new schema",
                    new RegistryDenies(),
                    List.of(Drill.UP)),
            new Drill(
                    "dead-letter-too-large",
                    "P0",
                    "MillraceDeadLettersUnwritable",
                    "The dead-letter topic takes no more than 10 kB, and a broken event of 100 kB",
                    LargeDeadLetter.ofStream(),
                    List.of("topics apply", Drill.UP)),
            new Drill(
                    "sink-dead-letter-too-large",
                    "P0",
                    "MillraceSinkDeadLettersUnwritable",
                    "The dead-letter topic takes no more than 10 kB, and OpenSearch refuses an event of 100 kB",
                    LargeDeadLetter.ofSink(),
                    List.of("topics apply")),
            new Drill(
                    "gateway-flooded",
                    "P0",
                    REFUSING,
                    "Twelve clients send bodies of 10 MB that do not end",
                    new GatewayFlood(12, Duration.ofMillis(200)),
                    List.of()),
            new Drill(
                    "gateway-full",
                    "P1",
                    REFUSING,
                    "Five clients send bodies of 10 MB that do not end",
                    new GatewayFlood(5, Duration.ofSeconds(1)),
                    List.of()),
            new Drill(
                    "gateway-crowd",
                    "P0",
                    REFUSING,
                    "A thousand clients send three times as much as the brokers take of a gateway",
                    new GatewayCrowd(),
                    List.of()),
            new Drill(
                    "poison-flood",
                    "P2",
                    SURGE,
                    "A producer sends 40 broken events a second",
                    new Flood(now -> "{\"ts\": "),
                    List.of()),
            new Drill(
                    "clock-behind",
                    "P2",
                    SURGE,
                    "A producer whose clock is two days behind sends 40 events a second",
                    new Flood(now -> "{\"ts\": " + (now - TWO_DAYS_MS) + '}'),
                    List.of()),
            new Drill(
                    "clock-ahead",
                    "P2",
                    SURGE,
                    "A producer whose clock is two days ahead sends 40 events a second",
                    new Flood(now -> "{\"ts\": " + (now + TWO_DAYS_MS) + '}'),
                    List.of()),
            new Drill(
                    "profile-drift",
                    "P3",
                    "MillraceProfileDrift",
                    "One stream process runs an edited copy of the profile",
                    Faults::editedProfile,
                    List.of(Drill.UP)),
            new Drill(
                    "replica-lost",
                    "P1",
                    "MillraceReplicasAtMinimum",
                    "SIGKILL to one of five brokers",
                    Fault.kill(scene -> scene.deployment().stack().brokers().subList(0, 1)),
                    List.of(Drill.UP),
                    FIVE_BROKERS),
            new Drill(
                    "replicas-lost",
                    "P0",
                    "MillraceReplicasBelowMinimum",
                    "SIGKILL to two of five brokers",
                    Fault.kill(scene -> scene.deployment().stack().brokers().subList(0, 2)),
                    List.of(Drill.UP, "end-transactions"),
                    FIVE_BROKERS),
            new Drill(
                    "object-lost",
                    "P0",
                    "MillraceConservationBroken",
                    "An object is deleted from the bucket",
                    new LostObject(),
                    List.of(),
                    Stage.checked(Duration.ofSeconds(30))),
            new Drill(
                    "events-overtaken",
                    "P0",
                    "MillraceEventsMissed",
                    "Events are deleted before the stream, which stands still, has read them",
                    Overtaken.streams(),
                    List.of(),
                    Stage.LOSING),
            new Drill(
                    "batches-overtaken",
                    "P0",
                    "MillraceBatchesMissed",
                    "Batches are deleted before the sinks, which stand still, have read them",
                    Overtaken.sinks(),
                    List.of(),
                    Stage.LOSING),
            new Drill(
                    "postgres-disk-full",
                    "P1",
                    STUCK,
                    "PostgreSQL's disk is full",
                    scene -> scene.disk().fill(0),
                    List.of(Drill.UP),
                    Stage.onSmallDisk("postgres")),
            new Drill(
                    "state-disk-low",
                    "P2",
                    "MillraceStateDiskLow",
                    "Of a stream process's state disk, 15 % are free",
                    scene -> scene.disk().fill(0.15),
                    List.of(),
                    Stage.onSmallDisk("stream-0")));

    /**
     * What is other than in the samples: for a flood of events that are days late to be one of dead letters, and for those that a gateway has
     * kept waiting to be none.
     */
    static final Map<String, String> SETTINGS =
            Map.of("pipelines.logs.late", "dead-letter", "pipelines.logs.grace.ms", "60000");

    /** Alerts of P0 and P1 that nothing here brings, and why. */
    static final Map<String, String> WITHOUT = Map.of(
            "P0 MillraceNotConsuming",
            "pages beside broker-killed until that silences it; what waits for the registry reads again and again");

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

    /** Of runs in any order: it has the drills in that of the list. */
    static Scorecard scorecard(List<Outcome> runs) {
        List<String> names = ALL.stream().map(Drill::name).toList();
        return new Scorecard(runs.stream()
                .sorted(Comparator.comparingInt(run -> names.indexOf(run.drill())))
                .toList());
    }

    /**
     * What is done in each stack, every drill so many {@code times}: together what takes the same of it. Where something is lost for good
     * a drill is alone, as the verdict on it would tell nothing of another loss.
     */
    static List<List<Drill>> byStack(List<Drill> drills, int times) {
        List<List<Drill>> stacks = new ArrayList<>();
        drills.stream()
                .collect(Collectors.groupingBy(Drill::stage, LinkedHashMap::new, Collectors.toList()))
                .forEach((stage, alike) -> {
                    List<Drill> all = Collections.nCopies(times, alike).stream()
                            .flatMap(List::stream)
                            .toList();
                    if (stage.losing()) {
                        all.forEach(drill -> stacks.add(List.of(drill)));
                    } else {
                        stacks.add(all);
                    }
                });
        return stacks;
    }
}
