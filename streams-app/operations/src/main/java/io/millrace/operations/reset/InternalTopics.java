// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.reset;

import io.millrace.config.StreamsApplication;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The topics that Kafka Streams has made for an application, found by their names, as Kafka's own reset tool finds them. */
final class InternalTopics {
    private static final String CHANGELOG = "-changelog";
    private static final String REPARTITION = "-repartition";

    private InternalTopics() {}

    static boolean isRepartition(String topic) {
        return topic.endsWith(REPARTITION);
    }

    /**
     * Those of {@code application} among {@code topics}, in order, without the record of its topology.
     *
     * @param others ids of other applications: the topics of {@code app.logs-eu} begin like those of {@code app.logs}
     */
    static List<String> of(StreamsApplication application, Collection<String> topics, Set<String> others) {
        return topics.stream()
                .filter(topic -> topic.startsWith(application.topics()))
                .filter(topic -> topic.endsWith(CHANGELOG) || topic.endsWith(REPARTITION))
                .filter(topic -> !topic.equals(application.topologyTopic()))
                .filter(topic -> topic.equals(application.stateTopic()) || !isOfAnother(topic, application, others))
                .sorted()
                .toList();
    }

    private static boolean isOfAnother(String topic, StreamsApplication application, Set<String> others) {
        return others.stream()
                .map(StreamsApplication::new)
                .anyMatch(other -> other.id().length() > application.id().length() && topic.startsWith(other.topics()));
    }

    /** Applications whose topology is recorded on one of {@code topics}. */
    static List<String> recorded(Collection<String> topics) {
        String ending = new StreamsApplication("").topologyTopic();
        return topics.stream()
                .filter(topic -> topic.endsWith(ending))
                .map(topic -> topic.substring(0, topic.length() - ending.length()))
                .toList();
    }
}
