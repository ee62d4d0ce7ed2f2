// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.EndedTransactions;
import io.millrace.e2e.kit.EnduranceLane;
import io.millrace.e2e.kit.EnduranceTable;
import io.millrace.e2e.kit.ExactlyOnce;
import io.millrace.e2e.kit.Mishap;
import io.millrace.e2e.kit.NothingLost;
import io.millrace.e2e.kit.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All profiles under both guarantees, each with a process of its own, on a broker that is killed or frozen for longer than every
 * timeout in play, while processes are killed and frozen and their disks are wiped, aged and changed. {@code millrace.kills} and
 * {@code millrace.outages} say how many of each; {@code millrace.table} names the file that the result is written to.
 */
public class EnduranceIT {
    private static final Logger LOG = LoggerFactory.getLogger(EnduranceIT.class);

    private static final int KILLS = Integer.getInteger("millrace.kills", 8);
    private static final int OUTAGES = Integer.getInteger("millrace.outages", 1);
    private static final String TABLE = System.getProperty("millrace.table");
    private static final List<String> PROFILES = List.of("throughput", "latency", "durability", "availability");

    /** Longer than any timeout in play. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(90);

    /** Longer than the session, request, delivery, transaction and task timeouts of {@link #TIMEOUTS}. */
    private static final Duration OUTAGE = Duration.ofSeconds(14);

    private static final Map<String, String> TIMEOUTS = Map.of(
            "kafka.consumer.session.timeout.ms", "6000",
            "kafka.consumer.heartbeat.interval.ms", "1500",
            "kafka.producer.request.timeout.ms", "2000",
            "kafka.producer.delivery.timeout.ms", "6000",
            "kafka.producer.max.block.ms", "3000",
            "kafka.producer.transaction.timeout.ms", "8000",
            "kafka.task.timeout.ms", "4000",
            "schema.registry.retry.ms", "1000");

    private static final Map<String, String> ONE_BROKER = Map.of(
            "kafka.replication.factor", "1",
            "kafka.topic.min.insync.replicas", "1",
            "kafka.num.standby.replicas", "0",
            "topics.replication.factor", "1",
            "topics.min.insync.replicas", "1");

    @TempDir
    Path folder;

    private Cluster cluster;
    private final EndedTransactions transactions = new EndedTransactions();
    private final List<EnduranceLane> lanes = new ArrayList<>();
    private final Random random = new Random(Long.getLong("millrace.seed", 1));
    private final ScheduledExecutorService feeder = Executors.newSingleThreadScheduledExecutor();
    private ScheduledFuture<?> feeding;
    private int killedOutages;
    private int frozenOutages;

    @BeforeEach
    void start() throws ExecutionException, InterruptedException {
        cluster = new Cluster(folder);
        cluster.start();
        for (String profile : PROFILES) {
            for (String guarantee : List.of("at_least_once", "exactly_once_v2")) {
                lanes.add(new EnduranceLane(cluster, settings(profile, guarantee), folder.resolve("disks")));
            }
        }
        lanes.forEach(EnduranceLane::start);
        feeding = feeder.scheduleWithFixedDelay(
                () -> lanes.forEach(lane -> lane.sent.send(10, Cluster.PARTITIONS)), 0, 150, TimeUnit.MILLISECONDS);
    }

    private Map<String, String> settings(String profile, String guarantee)
            throws ExecutionException, InterruptedException {
        Map<String, String> settings = cluster.newPipeline(guarantee);
        String pipeline = "pipelines." + settings.get("pipelines");
        settings.put("profile", profile);
        settings.put(pipeline + ".batch.max.events", "40");
        settings.put(pipeline + ".batch.max.bytes", "921600");
        settings.put(pipeline + ".max.age.ms", "1000");
        settings.putAll(TIMEOUTS);
        settings.putAll(ONE_BROKER);
        if (profile.equals("availability") || profile.equals("throughput")) {
            // A member without a name is missed only when its session is over.
            settings.remove("kafka.consumer.group.instance.id");
        }
        return settings;
    }

    @AfterEach
    void stop() {
        feeder.shutdownNow();
        lanes.forEach(EnduranceLane::close);
        cluster.close();
    }

    @Test
    void shouldLoseNothingOverKillsAndOutages() throws Exception {
        awaitProgress();
        while (kills() < KILLS || killedOutages + frozenOutages < OUTAGES) {
            if (killedOutages + frozenOutages < OUTAGES && isTurnOfAnOutage()) {
                outage();
            }
            if (kills() < KILLS) {
                strikeAll();
            }
            awaitProgress();
            LOG.atInfo()
                    .addKeyValue("kills", kills() + " of " + KILLS)
                    .addKeyValue("outages", killedOutages + frozenOutages + " of " + OUTAGES)
                    .log("All lanes go on");
        }
        finish();

        String table = table();
        System.out.println(table);
        if (TABLE != null) {
            Files.writeString(Path.of(TABLE), table);
        }
        assertThat(lanes).allSatisfy(lane -> {
            NothingLost.check(lane.sent, lane.received);
            if (lane.isExactlyOnce()) {
                ExactlyOnce.check(lane.sent, lane.received);
            }
        });
    }

    /** Outages are spread over the kills evenly. */
    private boolean isTurnOfAnOutage() {
        return (long) (killedOutages + frozenOutages) * KILLS <= (long) kills() * OUTAGES;
    }

    private int kills() {
        return lanes.stream().mapToInt(EnduranceLane::kills).sum();
    }

    /** The broker is away, and some processes die meanwhile. */
    private void outage() throws Exception {
        boolean frozen = random.nextBoolean();
        if (frozen) {
            frozenOutages++;
            Signals.stop(cluster.kafka);
        } else {
            killedOutages++;
            cluster.kafka.kill();
        }
        List<EnduranceLane> dead = lanes.stream()
                .filter(lane -> kills() < KILLS && random.nextInt(4) == 0)
                .toList();
        for (EnduranceLane lane : dead) {
            lane.strike(anyBut(Mishap.FROZEN));
        }
        pass(OUTAGE);
        if (frozen) {
            Signals.goOn(cluster.kafka);
        } else {
            cluster.kafka.start();
        }
        cluster.kafka.awaitReady();
        dead.forEach(EnduranceLane::start);
    }

    private void strikeAll() throws IOException {
        for (EnduranceLane lane : lanes) {
            pass(Duration.ofMillis(random.nextInt(300)));
            if (lane.hasFrozen()) {
                lane.thaw();
            }
        }
        for (EnduranceLane lane : lanes) {
            pass(Duration.ofMillis(random.nextInt(300)));
            if (lane.hasFrozen()) {
                lane.killFrozen();
            }
            lane.strike(Mishap.values()[random.nextInt(Mishap.values().length)]);
            lane.start();
        }
    }

    private Mishap anyBut(Mishap one) {
        Mishap mishap = Mishap.values()[random.nextInt(Mishap.values().length)];
        return mishap == one ? Mishap.KILLED : mishap;
    }

    /** Until each lane has sent a batch that was not there before. */
    private void awaitProgress() {
        lanes.forEach(EnduranceLane::mark);
        for (EnduranceLane lane : lanes) {
            long begin = System.nanoTime();
            await(lane.profile + ' ' + lane.guarantee)
                    .atMost(Duration.ofMinutes(10))
                    .until(() -> {
                        lane.keepAlive();
                        return lane.hasProgressed() || endTransactions(lane, begin);
                    });
        }
    }

    /** When nothing has come for long; false in any case. */
    private boolean endTransactions(EnduranceLane lane, long begin) {
        if (System.nanoTime() - begin > LONG_WAIT.toNanos()) {
            transactions.end(lane.settings);
        }
        return false;
    }

    /** The last events make sure that each partition is taken up again. */
    private void finish() throws Exception {
        if (feeding.isDone()) {
            feeding.get();
        }
        feeder.shutdown();
        assertThat(feeder.awaitTermination(10, TimeUnit.MINUTES)).isTrue();
        for (EnduranceLane lane : lanes) {
            if (lane.hasFrozen()) {
                lane.killFrozen();
            }
            lane.sent.send(Cluster.PARTITIONS, Cluster.PARTITIONS);
        }
        for (EnduranceLane lane : lanes) {
            long begin = System.nanoTime();
            // What does not come is lost, and the table says so.
            await().atMost(Duration.ofMinutes(10)).until(() -> {
                lane.keepAlive();
                lane.received.poll();
                return lane.lost() == 0
                        || endTransactions(lane, begin)
                        || System.nanoTime() - begin > LONG_WAIT.multipliedBy(3).toNanos();
            });
            lane.received.settle();
        }
    }

    private String table() {
        return EnduranceTable.of(lanes, killedOutages, frozenOutages, OUTAGE) + transactions.told();
    }

    /** Not a wait for anything: the length of an outage, or the moment at which a process dies. */
    private static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        await().atMost(time.plusMinutes(1)).pollInterval(Duration.ofMillis(20)).until(() -> System.nanoTime() > until);
    }
}
