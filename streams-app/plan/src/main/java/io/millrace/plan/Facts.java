// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan;

import io.millrace.config.PipelineConfig;
import io.millrace.resolved.ResolvedConfig;

/** What a plan wants to know of the configuration. */
record Facts(ResolvedConfig config, PipelineConfig pipeline) {
    private static final int USUAL_COPIES = 3;
    private static final String COMPRESSION = "compression.type";

    String profile() {
        return config.config().profile().name();
    }

    /** Of each topic; −1 in the configuration means the brokers' default, which is taken to be three. */
    int copies() {
        int configured = config.config().topicRules().replicationFactor();
        return configured < 1 ? USUAL_COPIES : configured;
    }

    int threads() {
        return config.config().streamThreads();
    }

    /** Bytes on a topic of events, for one of theirs; {@code ratio} when they are compressed. */
    double ofEvents(double ratio) {
        return config.gatewayProducer().text(COMPRESSION).equals("none") ? 1 : ratio;
    }

    /** The same of batches and state. */
    double ofBatches(double ratio) {
        return config.producer().text(COMPRESSION).equals("none") ? 1 : ratio;
    }

    /** Heap of the clients of a stream process that reads so many partitions. */
    long clientBytes(int partitions) {
        return Long.parseLong(config.producer().text("buffer.memory"))
                + partitions * Long.parseLong(config.consumer().text("max.partition.fetch.bytes"));
    }

    /** Heap of a gateway's producer, and of the requests that it has admitted. */
    long gatewayBytes() {
        return Long.parseLong(config.gatewayProducer().text("buffer.memory"))
                + config.config().gateway().admission().maxBytes();
    }
}
