// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

/** The names of a pipeline's topics and subjects, unless its configuration says otherwise. */
public final class TopicNames {
    private static final String BATCHES = ".batches";
    private static final String REDRIVEN = ".redriven";

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

    /** Batches that go to one sink once more. */
    public static String redriven(String pipeline) {
        return pipeline + REDRIVEN;
    }

    /** Which dead letters were sent back. */
    public static String redrives(String pipeline) {
        return pipeline + ".redrives";
    }

    /** The pipeline whose batches are on {@code batchesTopic}: its name without the suffix, or the whole of it. */
    public static String pipelineOf(String batchesTopic) {
        for (String suffix : new String[] {BATCHES, REDRIVEN}) {
            if (batchesTopic.endsWith(suffix)) {
                return batchesTopic.substring(0, batchesTopic.length() - suffix.length());
            }
        }
        return batchesTopic;
    }

    /** The registry subject of a topic's values, by TopicNameStrategy. */
    public static String valueSubject(String topic) {
        return topic + "-value";
    }
}
