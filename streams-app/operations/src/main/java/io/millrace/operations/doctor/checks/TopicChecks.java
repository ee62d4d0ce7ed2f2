// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.operations.cluster.PartitionState;
import io.millrace.operations.cluster.TopicState;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.config.TopicConfig;

/** The pipelines' topics and those of their state: do they exist, and does their content survive? */
public final class TopicChecks {
    /** Fixes most of it. */
    static final String APPLY = "millrace topics apply";

    private static final String IN_SYNC = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
    private static final String UNCLEAN = TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;

    public static final List<Check> ALL = List.of(
            new Check("topics", TopicChecks::exist),
            new Check("partitions", TopicChecks::partitions),
            new Check("copies", TopicChecks::copies),
            new Check("in-sync copies", TopicChecks::inSync),
            new Check("elections", TopicChecks::elections),
            new Check("health", TopicChecks::health));

    private TopicChecks() {}

    private static void exist(Examination at, Findings found) {
        for (PipelineTopic topic : at.config().topics()) {
            String name = topic.name();
            String unreadable = at.topics().unreadable().get(name);
            if (unreadable != null) {
                found.advice(name, "The topic " + name + " cannot be described: " + unreadable);
            } else if (at.topics().get(name) == null && !topic.role().isOfStream()) {
                found.advice(
                        name,
                        "There is no topic " + name + ", so dead letters cannot be redriven; " + APPLY
                                + " creates it.");
            } else if (at.topics().get(name) == null && !topic.role().isInternal()) {
                found.fault(name, "There is no topic " + name + "; " + APPLY + " creates it.");
            }
        }
    }

    private static void partitions(Examination at, Findings found) {
        for (PipelineConfig pipeline : at.config().pipelines()) {
            TopicState source = at.topics().get(pipeline.sourceTopic());
            if (source != null) {
                pipeline.sinkTopics()
                        .forEach(sink -> partitions(source, at.topics().get(sink), found));
            }
        }
    }

    /** {@code sink} is null when there is none. */
    private static void partitions(TopicState source, TopicState sink, Findings found) {
        if (sink != null && sink.partitions().size() < source.partitions().size()) {
            found.advice(
                    sink.name(),
                    sink.name() + " has " + sink.partitions().size() + " partitions and its source " + source.name()
                            + " has " + source.partitions().size()
                            + ", so batches of several source partitions share a partition and a sink task; "
                            + APPLY
                            + " adds them.");
        }
    }

    private static void copies(Examination at, Findings found) {
        at.eachTopic((topic, state) -> copies(at, state, at.promise().copies(topic.role()), found));
    }

    private static void copies(Examination at, TopicState topic, int wanted, Findings found) {
        int possible = Math.min(wanted, at.brokers().count());
        if (topic.replicationFactor() < possible) {
            found.fault(
                    topic.name(),
                    topic.name() + " has " + topic.replicationFactor() + " copies, but the profile promises " + possible
                            + "; " + APPLY + " adds them.");
        }
    }

    private static void inSync(Examination at, Findings found) {
        at.eachTopic((topic, state) -> inSync(state, at.promise().inSync(topic.role()), found));
    }

    private static void inSync(TopicState topic, int wanted, Findings found) {
        if (topic.number(IN_SYNC) < wanted) {
            found.fault(
                    topic.name(),
                    topic.name() + " has " + IN_SYNC + "=" + topic.text(IN_SYNC) + ", but the profile promises "
                            + wanted + "; " + APPLY + " sets it.");
        }
    }

    private static void elections(Examination at, Findings found) {
        if (!at.promise().clean()) {
            found.notLookedAt("the profile allows unclean elections");
            return;
        }
        at.eachTopic((topic, state) -> {
            if (state.text(UNCLEAN).equals("true")) {
                found.fault(
                        topic.name(),
                        topic.name() + " has " + UNCLEAN
                                + "=true, so a leader that lacks acknowledged records may be elected; set it to false"
                                + (topic.role().isInternal()
                                        ? " with kafka-configs.sh."
                                        : ": topics." + UNCLEAN + "=false and " + APPLY + "."));
            }
        });
    }

    private static void health(Examination at, Findings found) {
        at.eachTopic((wanted, topic) -> {
            long headless = count(topic, partition -> partition.leader() < 0);
            // Kafka itself never waits for more copies than there are.
            long refusing = count(
                    topic,
                    partition -> partition.inSync().size()
                            < Math.min(
                                    topic.number(IN_SYNC), partition.replicas().size()));
            long behind = count(
                    topic,
                    partition ->
                            partition.inSync().size() < partition.replicas().size());
            if (headless > 0) {
                found.fault(
                        topic.name(), unwell(topic, headless, "have no leader, and can be neither read nor written"));
            } else if (refusing > 0) {
                found.fault(
                        topic.name(),
                        unwell(topic, refusing, "have fewer copies in sync than " + IN_SYNC + ", and refuse writes"));
            } else if (behind > 0) {
                found.fault(topic.name(), unwell(topic, behind, "have copies that are not in sync"));
            }
        });
    }

    private static String unwell(TopicState topic, long partitions, String how) {
        return partitions + " of " + topic.partitions().size() + " partitions of " + topic.name() + ' ' + how
                + "; a broker is down or slow: start it, or check its log.";
    }

    private static long count(TopicState topic, Predicate<PartitionState> which) {
        return topic.partitions().stream().filter(which).count();
    }
}
