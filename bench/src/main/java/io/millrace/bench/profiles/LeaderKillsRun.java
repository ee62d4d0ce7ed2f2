// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.load.LoadSender;
import io.millrace.bench.load.OpenLoop;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import java.util.List;

/**
 * The durability profile with two stream processes on three brokers, under load without a pause, while one leader after the
 * other is killed; the next when the one before is back and all replicas are in sync.
 */
record LeaderKillsRun(String name) implements Row {
    private static final int BROKERS = 3;
    private static final int PROCESSES = 2;
    private static final int KILLS = 20;
    private static final int FEW_KILLS = 2;
    private static final long PER_SECOND = 3_000;
    private static final long BETWEEN_MS = 2_000;

    @Override
    public boolean oncePerCommand() {
        return true;
    }

    @Override
    public boolean onlyWhenNamed() {
        return true;
    }

    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        int kills = bed.pace().equals(Pace.SMALL) ? FEW_KILLS : KILLS;
        return ProfileScene.with(bed, name, "durability", BROKERS, PROCESSES, scene -> kill(scene, kills));
    }

    @SuppressWarnings("ThreadSleepMillis")
    private static Figures kill(ProfileScene scene, int kills) throws Exception {
        Trial trial = scene.trial();
        OpenLoop schedule = new OpenLoop(System.currentTimeMillis(), PER_SECOND, Long.MAX_VALUE);
        try (LoadSender sender = trial.load(schedule)) {
            sender.start();
            trial.await(1, trial.arrivals()::events);
            for (int i = 0; i < kills; i++) {
                scene.killLeader();
                Thread.sleep(BETWEEN_MS);
            }
        }
        trial.finish();
        return trial.account(Figures.builder())
                .with(Figure.OFFERED_PER_SECOND, (double) PER_SECOND)
                .with(Figure.KILLS, (double) kills)
                .build();
    }
}
