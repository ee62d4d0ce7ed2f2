// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.metrics.Metric;
import io.millrace.pipeline.start.StartException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Can state be written, and for how long? The first is tested by writing, before anything is read. */
final class StateFolder {
    private static final int PROBE_BYTES = 1024 * 1024;

    private StateFolder() {}

    /** How full its disk is, as metrics. */
    static void show(MillraceConfig config, MeterRegistry registry) {
        File folder = config.stateFolder().toFile();
        Gauge.builder(Metric.STATE_DISK_FREE.meter(), folder, File::getUsableSpace)
                .strongReference(true)
                .register(registry);
        Gauge.builder(Metric.STATE_DISK_TOTAL.meter(), folder, File::getTotalSpace)
                .strongReference(true)
                .register(registry);
    }

    static void check(MillraceConfig config) {
        Path folder = config.stateFolder();
        try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, "probe", null);
            try {
                Files.write(probe, new byte[PROBE_BYTES]);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw new StartException(
                    "Cannot write to the state folder " + folder + " (" + MillraceConfig.STATE_DIR + "): " + e, e);
        }
    }
}
