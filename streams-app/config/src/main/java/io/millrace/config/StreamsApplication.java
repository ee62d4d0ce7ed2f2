// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import java.util.List;

/**
 * What Kafka knows one pipeline by. Each pipeline is a Kafka Streams application of its own, and everything that Kafka keeps for it
 * gets its name from here, so that such names are built nowhere else.
 *
 * @param id consumer group, folder below the state folder, and what all other names begin with
 */
public record StreamsApplication(String id) {
    /** The store of the open batches; it gives the state topic its name. */
    public static final String OPEN_BATCHES = "open-batches";

    /** The store of what is remembered of single events, where that is apart from open batches. */
    public static final String REMEMBERED = "remembered";

    /** What gives the topic its name that brings the events of a group together. */
    public static final String GROUPED = "grouped";

    /** Never part of a pipeline's name, so that no other application and pipeline get the same name. */
    private static final char SEPARATOR = '.';

    static StreamsApplication of(String applicationId, String pipeline) {
        return new StreamsApplication(applicationId + SEPARATOR + pipeline);
    }

    /** The consumer group. */
    public String group() {
        return id;
    }

    /** The topic that open batches outlive a process in. */
    public String stateTopic() {
        return id + '-' + OPEN_BATCHES + "-changelog";
    }

    /** The topics that state outlives a process in; {@code grouped} tells whether the pipeline groups events. */
    public List<String> stateTopics(boolean grouped) {
        return grouped ? List.of(stateTopic(), id + '-' + REMEMBERED + "-changelog") : List.of(stateTopic());
    }

    /** The topic that brings the events of a group together, where the pipeline groups events. */
    public String groupedTopic() {
        return id + '-' + GROUPED + "-repartition";
    }

    /**
     * The topic that says which topology it runs. Named as Kafka Streams names its own, so that Kafka's tools, too, delete it with the
     * state when they reset the application.
     */
    public String topologyTopic() {
        return id + "-topology-changelog";
    }

    /** What the names of all topics begin with that are kept for it. */
    public String topics() {
        return id + '-';
    }

    /** What each of its transactional ids begins with. */
    public String transactions() {
        return id + '-';
    }
}
