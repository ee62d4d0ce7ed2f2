// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.gateway;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.http.Answers;
import io.millrace.bench.http.Due;
import io.millrace.bench.http.HttpRequest;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A broker that takes only so much. First a few clients that wait for each answer, so that as much goes through as can; then three
 * times as many requests as that, due at fixed moments, from clients that obey no {@code Retry-After}.
 */
record OverloadRun(String name) implements Row {
    /** Uncompressed, as the broker counts what arrives. */
    private static final Map<String, String> SETTINGS =
            Map.of("profile", "durability", "kafka.gateway.producer.compression.type", "none");

    private static final double BYTES_PER_SECOND = 10e6;
    private static final int ITEMS = 10;
    private static final int EVENT_BYTES = 1_000;
    private static final int FEW = 256;
    private static final int MANY = 4_000;
    private static final int TIMES = 3;

    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        boolean isSmall = bed.pace().equals(Pace.SMALL);
        Spell one = new Spell(Duration.ofSeconds(isSmall ? 2 : 60));
        Spell three = new Spell(Duration.ofSeconds(isSmall ? 2 : 300));
        try (StandingGateway gateway = new StandingGateway(bed, name, SETTINGS);
                ProducerQuota quota = new ProducerQuota(bed)) {
            gateway.start();
            quota.set(BYTES_PER_SECOND);
            HttpRequest request = gateway.request(ITEMS, EVENT_BYTES);
            double fits =
                    one.perSecond(one.send(request, FEW, begin -> Due.always()).taken());
            Answers over = three.send(request, MANY, begin -> Due.perSecond(TIMES * fits, begin));
            return Figures.builder()
                    .with(Figure.OFFERED_PER_SECOND, TIMES * fits * ITEMS)
                    .with(Figure.OTHER_EVENTS_PER_SECOND, fits * ITEMS)
                    .with(Figure.EVENTS_PER_SECOND, three.perSecond(over.taken()) * ITEMS)
                    .with(Figure.LATENCY_P50_MS, over.taken().milliseconds(50))
                    .with(Figure.LATENCY_P99_MS, over.taken().milliseconds(99))
                    .with(Figure.REFUSALS_PER_SECOND, three.perSecond(over.shed()))
                    .with(Figure.REFUSAL_P99_MS, over.shed().milliseconds(99))
                    .with(Figure.PEAK_RSS_MEGABYTES, gateway.peakBytes() / 1e6)
                    .build();
        }
    }
}
