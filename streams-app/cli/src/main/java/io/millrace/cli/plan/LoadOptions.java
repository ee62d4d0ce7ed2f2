// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.plan;

import io.millrace.cli.ShortDuration;
import io.millrace.plan.Load;
import io.millrace.plan.Machine;
import io.millrace.plan.rehearsal.EventSizes;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What is to be borne, and what is assumed where nobody has measured. */
final class LoadOptions {
    @Option(
            names = "--peak",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many times --tps there may be; 3 by default.")
    private double peak;

    @Option(
            names = "--event-bytes",
            paramLabel = "N",
            defaultValue = "300",
            description = "Bytes of an event's value; 300 by default. Several sizes with their weights: 200:9,2000:1.")
    private String eventBytes;

    @Option(
            names = "--key-bytes",
            paramLabel = "N",
            defaultValue = "0",
            description = "Bytes of an event's key; 0 by default.")
    private int keyBytes;

    @Option(
            names = "--keys",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "How many different keys come at a time: fewer than partitions leave some idle, and with group.by each is a"
                            + " group. 0, the default: enough for all partitions.")
    private int keys;

    @Option(
            names = "--keep-objects",
            paramLabel = "TIME",
            defaultValue = "30d",
            converter = ShortDuration.class,
            description = "How long objects are kept; 30d by default.")
    private Duration keepObjects;

    @Option(
            names = "--compression",
            paramLabel = "R",
            defaultValue = "0.5",
            description = "Bytes on topics for one byte of records, where producers compress; 0.5 by default.")
    private double compression;

    @Option(
            names = "--object-compression",
            paramLabel = "R",
            defaultValue = "0.3",
            description = "Bytes of objects for one byte of events; 0.3 by default.")
    private double objectCompression;

    @Option(
            names = "--dead-letters",
            paramLabel = "R",
            defaultValue = "0.001",
            description = "Dead letters for one event; 0.001 by default.")
    private double deadLetters;

    @Option(
            names = "--machine",
            paramLabel = "CxG",
            defaultValue = "2x8",
            description = "Cores and gigabytes that each process has; 2x8 by default.")
    private String machine;

    @Option(
            names = "--request-micros",
            paramLabel = "N",
            defaultValue = "13",
            description = "CPU microseconds that the gateway's server takes for a request; 13 by default.")
    private double requestMicros;

    @Option(
            names = "--request-events",
            paramLabel = "N",
            defaultValue = "10",
            description = "Events in a request to the gateway; 10 by default.")
    private double requestEvents;

    Load load(double tps, int partitions, Duration keep) {
        return new Load(
                tps,
                peak,
                sizes(),
                keyBytes,
                keys,
                partitions,
                keep,
                keepObjects,
                compression,
                objectCompression,
                deadLetters,
                Machine.parse("--machine", machine),
                requestMicros,
                requestEvents);
    }

    EventSizes sizes() {
        return EventSizes.parse("--event-bytes", eventBytes);
    }
}
