// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan;

import io.millrace.plan.rehearsal.EventSizes;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigException;

/**
 * What is to be borne.
 *
 * @param eventsPerSecond on average
 * @param peak how many times that there may be
 * @param keyBytes of each record's key
 * @param keys how many different ones come; 0 when that makes no difference
 * @param partitions of the source topic
 * @param keepEvents how long the topics keep events and batches
 * @param keepObjects how long objects stay
 * @param compression bytes on topics whose producers compress, for one byte of records
 * @param objectCompression bytes of an object, for one byte of its events
 * @param deadLetters of an event
 * @param machine of each process
 * @param requestMicros CPU microseconds of the gateway for a request
 * @param requestEvents events in a request
 */
public record Load(
        double eventsPerSecond,
        double peak,
        EventSizes sizes,
        int keyBytes,
        int keys,
        int partitions,
        Duration keepEvents,
        Duration keepObjects,
        double compression,
        double objectCompression,
        double deadLetters,
        Machine machine,
        double requestMicros,
        double requestEvents) {
    private static final double MOST_EVENTS = 100_000_000;

    /** A thousand years. */
    private static final double MOST_MILLIS = 1_000 * 366.0 * 24 * 3_600 * 1_000;

    public Load {
        require("--tps", eventsPerSecond, 0.001, MOST_EVENTS);
        require("--peak", peak, 1, 1_000);
        require("--key-bytes", keyBytes, 0, 1_000_000);
        require("--keys", keys, 0, 1_000_000);
        require("--partitions", partitions, 1, 10_000);
        require("--keep", (double) keepEvents.toMillis(), 1, MOST_MILLIS);
        require("--keep-objects", (double) keepObjects.toMillis(), 1, MOST_MILLIS);
        require("--compression", compression, 0.001, 2);
        require("--object-compression", objectCompression, 0.001, 10);
        require("--dead-letters", deadLetters, 0, 1);
        require("--request-micros", requestMicros, 0, 1_000_000);
        require("--request-events", requestEvents, 1, 1_000_000);
    }

    private static void require(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new ConfigException(option, value, "must be from " + number(least) + " to " + number(most));
        }
    }

    private static String number(double value) {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }

    double peakPerSecond() {
        return eventsPerSecond * peak;
    }
}
