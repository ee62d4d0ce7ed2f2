package io.millrace.app;

import org.apache.kafka.streams.KafkaStreams;

/**
 * @param live false when only a restart helps
 * @param ready whether events are being processed
 */
record Health(boolean live, boolean ready, String state) {
    static Health of(KafkaStreams.State state) {
        boolean failed = state == KafkaStreams.State.ERROR || state == KafkaStreams.State.PENDING_ERROR;
        return new Health(!failed, state == KafkaStreams.State.RUNNING, state.name());
    }
}
