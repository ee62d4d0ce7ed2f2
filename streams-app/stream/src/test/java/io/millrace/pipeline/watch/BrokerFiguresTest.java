// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.metrics.Metric;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class BrokerFiguresTest {
    private static final MillraceConfig CONFIG =
            MillraceConfig.of(Map.of("pipelines", "p,q", "bootstrap.servers", "b:9092"));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private boolean tellsReplicas = true;
    private boolean tellsLag = true;
    private int below;

    private final BrokerFigures figures = new BrokerFigures(
            CONFIG,
            registry,
            (admin, pipeline) -> {
                requireAnswer(tellsReplicas);
                return new Replicas(0, pipeline.name().equals("p") ? below : 0);
            },
            (admin, pipeline) -> {
                requireAnswer(tellsLag || pipeline.name().equals("q"));
                return new Lag(7, 4);
            });

    private static void requireAnswer(boolean tells) throws TimeoutException {
        if (!tells) {
            throw new TimeoutException();
        }
    }

    private double shown(Metric metric) {
        return registry.get(metric.meter()).tag("pipeline", "p").gauge().value();
    }

    private double asked() {
        return registry.get(Metric.BROKERS_ASKED.meter()).gauge().value();
    }

    /** As a partition's new leader does not tell where it ends, as long as too few replicas follow. */
    @Test
    void shouldTellOfReplicasWhenBrokersHaveNoAnswerAboutOffsets() {
        figures.look(null);
        assertThat(shown(Metric.GROUP_LAG)).isEqualTo(7);
        assertThat(shown(Metric.GROUP_LAG_MAX)).isEqualTo(4);
        assertThat(shown(Metric.BELOW_MINIMUM)).isZero();

        tellsLag = false;
        below = 3;
        figures.look(null);

        assertThat(shown(Metric.BELOW_MINIMUM)).isEqualTo(3);
        assertThat(shown(Metric.GROUP_LAG)).as("not that of before").isNaN();
        assertThat(registry.get(Metric.GROUP_LAG.meter())
                        .tag("pipeline", "q")
                        .gauge()
                        .value())
                .as("its neighbour's")
                .isEqualTo(7);
        assertThat(asked()).isPositive();
    }

    @Test
    void shouldKeepWhatBrokersSaidBeforeTheyFellSilent() {
        figures.look(null);
        double asked = asked();

        tellsReplicas = false;
        below = 3;
        figures.look(null);

        assertThat(shown(Metric.BELOW_MINIMUM)).isZero();
        assertThat(shown(Metric.GROUP_LAG)).isEqualTo(7);
        assertThat(asked()).isEqualTo(asked);
    }

    @Test
    void shouldShowNothingBeforeTheFirstAnswer() {
        assertThat(shown(Metric.BELOW_MINIMUM)).isNaN();
        assertThat(shown(Metric.GROUP_LAG)).isNaN();
        assertThat(asked()).isZero();
    }
}
