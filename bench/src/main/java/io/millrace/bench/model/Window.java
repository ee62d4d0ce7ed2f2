// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.model;

/**
 * What happened between two moments.
 *
 * @param cpuSeconds of the process under test
 */
public record Window(double events, double seconds, double cpuSeconds, double brokerCpuSeconds) {
    private static final double MILLION = 1e6;

    public Figures figures(double eventBytes, long peakBytes) {
        double megabytes = events * eventBytes / MILLION;
        return Figures.builder()
                .with(Figure.EVENTS_PER_SECOND, events / seconds)
                .with(Figure.CPU_SECONDS_PER_MILLION, cpuSeconds / events * MILLION)
                .with(Figure.EVENTS_PER_CPU_SECOND, events / cpuSeconds)
                .with(Figure.BROKER_CPU_SECONDS_PER_MILLION, brokerCpuSeconds / events * MILLION)
                .with(Figure.EVENT_BYTES, eventBytes)
                .with(Figure.MEGABYTES_PER_SECOND, megabytes / seconds)
                .with(Figure.MEGABYTES_PER_CPU_SECOND, megabytes / cpuSeconds)
                .with(Figure.PEAK_RSS_MEGABYTES, peakBytes / MILLION)
                .build();
    }
}
