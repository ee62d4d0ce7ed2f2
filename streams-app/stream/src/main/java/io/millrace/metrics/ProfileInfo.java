// SPDX-License-Identifier: Apache-2.0
package io.millrace.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** Which profile is in effect, as a metric whose tags say it. Thread-safe. */
public final class ProfileInfo {
    private final MultiGauge gauge;

    public ProfileInfo(MeterRegistry registry) {
        gauge = MultiGauge.builder(Metric.PROFILE_INFO.meter()).register(registry);
    }

    /** This one instead of any before. */
    public void show(String profile, String digest, String guarantee) {
        Tags tags = Tags.of("profile", profile, "digest", digest, "guarantee", guarantee);
        gauge.register(List.of(MultiGauge.Row.of(tags, 1)), true);
    }
}
