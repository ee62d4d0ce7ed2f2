// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;

/** One pipeline with one process at a time, under one profile and one guarantee, for as long as a run lasts. */
public final class EnduranceLane implements AutoCloseable {
    private static final int MOST_ENDS = 10;

    public final String profile;
    public final String guarantee;
    public final Sent sent;
    public final Received received;
    final Map<Mishap, Integer> mishaps = new EnumMap<>(Mishap.class);
    int endedByItself;
    private int endsWithoutProgress;

    private final Cluster cluster;
    public final Map<String, String> settings;
    private final Path disks;
    private int disk;
    private int processes;
    private StreamProcess running;
    private StreamProcess frozen;
    private int seen;

    public EnduranceLane(Cluster cluster, Map<String, String> settings, Path disks) {
        this.cluster = cluster;
        this.settings = settings;
        this.disks = disks;
        profile = settings.get("profile");
        guarantee = settings.get("processing.guarantee");
        String pipeline = settings.get("pipelines");
        sent = cluster.sent(pipeline);
        received = cluster.received(pipeline);
    }

    public boolean isExactlyOnce() {
        return guarantee.equals("exactly_once_v2");
    }

    /** A process of a new name: a frozen one keeps its own. */
    public void start() {
        settings.put("state.dir", folder(disk).toString());
        running = new StreamProcess(cluster.site, settings.get("pipelines") + '-' + processes++, settings);
        running.start();
    }

    private Path folder(int number) {
        return disks.resolve(settings.get("pipelines")).resolve("disk-" + number);
    }

    /** The process dies, or is held; nothing runs for this lane until {@link #start}. */
    public void strike(Mishap mishap) throws IOException {
        if (!running.isAlive()) {
            endedByItself++;
        }
        mishaps.merge(mishap, 1, Integer::sum);
        if (mishap == Mishap.FROZEN) {
            Signals.stop(running);
            frozen = running;
            disk++;
            return;
        }
        running.kill();
        switch (mishap) {
            case WIPED -> Utils.delete(folder(disk).toFile());
            case STALE -> bringBackTheOldestDisk();
            case MOVED -> disk++;
            case KILLED, FROZEN -> {}
        }
    }

    private void bringBackTheOldestDisk() throws IOException {
        Path kept = folder(disk).resolveSibling("kept");
        if (!Files.exists(kept) && Files.exists(folder(disk))) {
            FolderCopy.copy(folder(disk), kept);
        } else if (Files.exists(kept)) {
            Utils.delete(folder(disk).toFile());
            FolderCopy.copy(kept, folder(disk));
        }
    }

    /** Whether one of this lane's processes stands still. */
    public boolean hasFrozen() {
        return frozen != null;
    }

    /** It goes on with whatever it was at. */
    public void thaw() {
        Signals.goOn(frozen);
    }

    public void killFrozen() {
        frozen.kill();
        frozen = null;
    }

    /** A process that ended by itself is started again; the table tells. */
    public void keepAlive() {
        if (!running.isAlive()) {
            endedByItself++;
            if (++endsWithoutProgress > MOST_ENDS) {
                throw new AssertionError(running.name() + " ends again and again; see " + running.logFile());
            }
            running.close();
            start();
        }
    }

    /** From here on {@link #hasProgressed} looks for batches. */
    public void mark() {
        seen = received.poll().batches.size();
        endsWithoutProgress = 0;
    }

    public boolean hasProgressed() {
        return received.poll().batches.size() > seen;
    }

    public int lost() {
        Set<String> missing = new HashSet<>(sent.ids);
        received.ids().forEach(missing::remove);
        return missing.size();
    }

    /** Events that lie in more than one batch, or in one that came more than once. */
    int twice() {
        Set<String> once = new HashSet<>();
        Set<String> twice = new HashSet<>();
        received.ids().stream().filter(id -> !once.add(id)).forEach(twice::add);
        received.repeated.forEach(batch -> twice.addAll(received.batches.get(batch)));
        return twice.size();
    }

    public int kills() {
        return mishaps.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public void close() {
        if (frozen != null) {
            frozen.kill();
        }
        if (running != null) {
            running.kill();
        }
        received.close();
        sent.close();
    }
}
