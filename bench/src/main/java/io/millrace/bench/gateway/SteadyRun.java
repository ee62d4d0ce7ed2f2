// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.gateway;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.http.Answers;
import io.millrace.bench.http.Due;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Requests of one small event each at a fixed rate: when is each answered? */
record SteadyRun(String name, String profile) implements Row {
    private static final int PER_SECOND = 5_000;
    private static final int EVENT_BYTES = 300;
    private static final int CONNECTIONS = 200;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(2);

    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        boolean isSmall = bed.pace().equals(Pace.SMALL);
        Spell spell = new Spell(isSmall ? SHORT : LONG);
        try (StandingGateway gateway = new StandingGateway(bed, name, Map.of("profile", profile))) {
            gateway.start();
            Answers answers =
                    spell.send(gateway.request(1, EVENT_BYTES), CONNECTIONS, begin -> Due.perSecond(PER_SECOND, begin));
            return Figures.builder()
                    .with(Figure.OFFERED_PER_SECOND, PER_SECOND)
                    .with(Figure.EVENTS_PER_SECOND, spell.perSecond(answers.taken()))
                    .with(Figure.REFUSED, (double) answers.shed().count())
                    .with(Figure.LATENCY_P50_MS, answers.taken().milliseconds(50))
                    .with(Figure.LATENCY_P99_MS, answers.taken().milliseconds(99))
                    .with(Figure.LATENCY_P999_MS, answers.taken().milliseconds(99.9))
                    .with(Figure.PEAK_RSS_MEGABYTES, gateway.peakBytes() / 1e6)
                    .build();
        }
    }
}
