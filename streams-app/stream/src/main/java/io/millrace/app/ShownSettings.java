// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.metrics.Metric;
import io.millrace.metrics.ProfileInfo;
import java.util.function.Supplier;

/** The settings in effect that metrics are to be compared with. */
final class ShownSettings {
    private static final double MILLIS = 1_000;

    private final Supplier<MillraceConfig> config;
    private final ProfileInfo profile;

    /** @param config in effect whenever it is asked for */
    ShownSettings(MeterRegistry registry, Supplier<MillraceConfig> config) {
        this.config = config;
        profile = new ProfileInfo(registry);
        Gauge.builder(Metric.INSTANCES_WANTED.meter(), config, now -> now.get().instancesWanted())
                .register(registry);
        Gauge.builder(
                        Metric.COMMIT_INTERVAL.meter(),
                        config,
                        now -> now.get().commitInterval().toMillis() / MILLIS)
                .register(registry);
        for (PipelineConfig pipeline : config.get().pipelines()) {
            String name = pipeline.name();
            Gauge.builder(
                            Metric.MAX_AGE.meter(),
                            config,
                            now -> now.get().pipeline(name).maxAgeMs() / MILLIS)
                    .tag("pipeline", name)
                    .register(registry);
        }
        refresh();
    }

    /** Another profile is in effect. */
    void refresh() {
        MillraceConfig now = config.get();
        profile.show(now.profile().name(), now.profile().digest(), now.guarantee());
    }
}
