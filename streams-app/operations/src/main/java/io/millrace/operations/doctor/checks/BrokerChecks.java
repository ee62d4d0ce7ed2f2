// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import static io.millrace.operations.doctor.checks.TopicChecks.APPLY;

import io.millrace.operations.cluster.TopicState;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;

/** The cluster itself: how many brokers, of which version, and what their defaults are. */
public final class BrokerChecks {
    /** Kafka 4.0: older versions were never tested. */
    private static final int METADATA_4_0 = 22;

    /** From this level on a broker knows which transaction a late request belongs to (KIP-890). */
    private static final int SAFE_TRANSACTIONS = 2;

    private static final String UNCLEAN = TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;
    private static final String IN_SYNC = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
    private static final String COPIES = "default.replication.factor";
    private static final String CREATE = "auto.create.topics.enable";

    public static final List<Check> ALL = List.of(
            new Check("broker settings", BrokerChecks::settings),
            new Check("brokers", BrokerChecks::count),
            new Check("broker versions", BrokerChecks::versions),
            new Check("default copies", BrokerChecks::defaultCopies),
            new Check("default in-sync copies", BrokerChecks::defaultInSync),
            new Check("default elections", BrokerChecks::defaultElections),
            new Check("accidental topics", BrokerChecks::accidentalTopics),
            new Check("offsets topic", BrokerChecks::offsets),
            new Check("transactions topic", BrokerChecks::transactions));

    private BrokerChecks() {}

    private static void settings(Examination at, Findings found) {
        if (!at.brokers().areReadable()) {
            found.advice(
                    "brokers",
                    "This user may not read the brokers' settings, so their defaults are unknown; grant it DESCRIBE_CONFIGS"
                            + " on the cluster.");
        }
    }

    private static void count(Examination at, Findings found) {
        int wanted = Math.max(at.promise().copies(), at.promise().stateCopies());
        if (at.brokers().count() < wanted) {
            found.fault(
                    "brokers",
                    "There are " + at.brokers().count() + " brokers for " + wanted
                            + " copies of each topic; add brokers, or"
                            + " lower topics.replication.factor and kafka.replication.factor.");
        }
    }

    private static void versions(Examination at, Findings found) {
        if (at.brokers().supportedVersion() < METADATA_4_0) {
            found.advice(
                    "brokers",
                    "The brokers are older than Kafka 4.0, and Millrace was never tested with such brokers; upgrade them.");
        } else if (at.brokers().metadataVersion() < METADATA_4_0) {
            found.advice(
                    "metadata.version",
                    "The brokers support more than the cluster's metadata.version "
                            + at.brokers().metadataVersion()
                            + ", which is older than Kafka 4.0; finish the upgrade with kafka-features.sh upgrade.");
        } else if (at.promise().exactlyOnce() && at.brokers().transactionVersion() < SAFE_TRANSACTIONS) {
            found.advice(
                    "transaction.version",
                    "transaction.version is " + at.brokers().transactionVersion()
                            + ", so a late request can join the wrong transaction; raise it to "
                            + SAFE_TRANSACTIONS + " with kafka-features.sh upgrade.");
        }
    }

    /** The possible number of copies; that there are too few brokers is reported only once. */
    private static int possible(Examination at) {
        return Math.min(at.promise().copies(), at.brokers().count());
    }

    private static void defaultCopies(Examination at, Findings found) {
        long copies = at.brokers().least(COPIES);
        if (copies >= possible(at)) {
            return;
        }
        if (at.promise().stateCopies() == 0) {
            found.fault(
                    COPIES,
                    "State topics get the brokers' " + COPIES + "=" + copies + ", but the profile promises "
                            + possible(at) + " copies; set kafka.replication.factor=" + possible(at) + ".");
        } else {
            found.advice(
                    COPIES,
                    "The brokers have " + COPIES + "=" + copies + ", less than topics.replication.factor="
                            + possible(at)
                            + ": a topic created without an explicit number has too few copies; raise it on the brokers.");
        }
    }

    private static void defaultInSync(Examination at, Findings found) {
        long inSync = at.brokers().least(IN_SYNC);
        if (inSync < at.promise().inSync()) {
            found.advice(
                    IN_SYNC,
                    "The brokers have " + IN_SYNC + "=" + inSync + ", less than topics." + IN_SYNC + "="
                            + at.promise().inSync()
                            + ": a topic without a setting of its own gets less; raise it on the brokers.");
        }
    }

    private static void defaultElections(Examination at, Findings found) {
        if (at.promise().clean() && at.brokers().anyHas(UNCLEAN, "true")) {
            found.fault(
                    UNCLEAN,
                    "The brokers have " + UNCLEAN
                            + "=true, so the offsets topic may lose committed offsets with its leader; set it to false on the brokers.");
        }
    }

    private static void accidentalTopics(Examination at, Findings found) {
        if (at.brokers().anyHas(CREATE, "true")) {
            found.advice(
                    CREATE,
                    "The brokers have " + CREATE
                            + "=true, so a misspelt topic name creates a topic with their defaults instead of failing; set it to false"
                            + " on the brokers.");
        }
    }

    private static void offsets(Examination at, Findings found) {
        internal(at, found, "__consumer_offsets", "offsets.topic.replication.factor", IN_SYNC);
    }

    private static void transactions(Examination at, Findings found) {
        if (at.promise().exactlyOnce()) {
            internal(
                    at,
                    found,
                    "__transaction_state",
                    "transaction.state.log.replication.factor",
                    "transaction.state.log.min.isr");
        } else {
            found.notLookedAt("this guarantee uses no transactions");
        }
    }

    /** As it is, or as it will be created at its first use. */
    private static void internal(Examination at, Findings found, String name, String copiesKey, String inSyncKey) {
        TopicState topic = at.topics().get(name);
        long copies = topic == null ? at.brokers().least(copiesKey) : topic.replicationFactor();
        long inSync = topic == null ? at.brokers().least(inSyncKey) : topic.number(IN_SYNC);
        String where = topic == null ? "will have" : "has";
        if (copies < possible(at)) {
            found.fault(
                    name,
                    name + ' ' + where + ' ' + copies + " copies, but the profile promises " + possible(at) + "; "
                            + (topic == null
                                    ? "raise " + copiesKey + " on the brokers."
                                    : "reassign it with kafka-reassign-partitions.sh."));
        } else if (inSync < at.promise().inSync()) {
            found.fault(
                    name,
                    name + ' ' + where + ' ' + IN_SYNC + "=" + inSync + ", but the profile promises "
                            + at.promise().inSync() + "; "
                            + (topic == null
                                    ? "raise " + inSyncKey + " on the brokers."
                                    : "raise it with kafka-configs.sh, as " + APPLY
                                            + " leaves Kafka's own topics alone."));
        }
    }
}
