// SPDX-License-Identifier: Apache-2.0
package io.millrace.source;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** Hands the source node of a topology the run that {@link RunClients} have made. */
public final class RunDeserializer implements Deserializer<EventRun> {
    @Override
    public EventRun deserialize(String topic, byte[] data) {
        throw new IllegalStateException("A run of events is nothing without its headers");
    }

    /** Throws {@link IllegalStateException} for a record of another consumer. */
    @Override
    public EventRun deserialize(String topic, Headers headers, byte[] data) {
        if (headers instanceof RunHeaders made) {
            return made.run();
        }
        throw new IllegalStateException("The topic " + topic + " was not read by a consumer that makes runs of events");
    }
}
