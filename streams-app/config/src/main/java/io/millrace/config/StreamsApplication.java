// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import java.util.List;
import java.util.stream.Stream;

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

    /** What gives the topic its name that brings the events of a rollup's key together, if they are not grouped. */
    public static final String ROLLUPS = "rollups";

    private static final String CHANGELOG = "-changelog";

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
        return id + '-' + OPEN_BATCHES + CHANGELOG;
    }

    /**
     * The topics that state outlives a process in.
     *
     * @param grouped whether the pipeline groups events
     * @param rollups the names of its rollups
     */
    public List<String> stateTopics(boolean grouped, List<String> rollups) {
        Stream<String> all = Stream.concat(
                Stream.of(stateTopic()), rollups.stream().map(rollup -> id + '-' + rollupStore(rollup) + CHANGELOG));
        return (grouped ? Stream.concat(all, Stream.of(id + '-' + REMEMBERED + CHANGELOG)) : all).toList();
    }

    /** The store of the open windows of a rollup. */
    public static String rollupStore(String rollup) {
        return "rollup-" + rollup;
    }

    /** The topics that bring together what belongs together, of which there is one at most. */
    public List<String> repartitionTopics(boolean grouped, List<String> rollups) {
        if (grouped) {
            return List.of(groupedTopic());
        }
        return rollups.isEmpty() ? List.of() : List.of(id + '-' + ROLLUPS + "-repartition");
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

    /** The transactional id with which dead letters are sent back: one for all who do, so that only the last one goes on. */
    public String redrive() {
        return id + "-redrive";
    }

    /** What each of its transactional ids begins with. */
    public String transactions() {
        return id + '-';
    }
}
