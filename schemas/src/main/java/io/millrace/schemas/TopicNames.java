// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

/** The names of a pipeline's topics and subjects, unless its configuration says otherwise. */
public final class TopicNames {
    private static final String BATCHES = ".batches";

    private TopicNames() {}

    public static String events(String pipeline) {
        return pipeline + ".events";
    }

    public static String batches(String pipeline) {
        return pipeline + BATCHES;
    }

    public static String deadLetters(String pipeline) {
        return pipeline + ".dlq";
    }

    public static String dropped(String pipeline) {
        return pipeline + ".dropped";
    }

    public static String rollups(String pipeline) {
        return pipeline + ".rollups";
    }

    /** The pipeline whose batches are on {@code batchesTopic}: its name without the suffix, or the whole of it. */
    public static String pipelineOf(String batchesTopic) {
        return batchesTopic.endsWith(BATCHES)
                ? batchesTopic.substring(0, batchesTopic.length() - BATCHES.length())
                : batchesTopic;
    }

    /** The registry subject of a topic's values, by TopicNameStrategy. */
    public static String valueSubject(String topic) {
        return topic + "-value";
    }
}
