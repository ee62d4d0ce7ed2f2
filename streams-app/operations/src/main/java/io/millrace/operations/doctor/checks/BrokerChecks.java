// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import static io.millrace.operations.doctor.checks.TopicChecks.APPLY;

import io.millrace.operations.cluster.TopicState;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;

/** The cluster itself: how many brokers, of which version, and what they do where nobody says anything. */
public final class BrokerChecks {
    /** Kafka 4.0: what is older was never tried. */
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
                    "The settings of the brokers may not be read, so what they do by default is not known; give this user"
                            + " DESCRIBE_CONFIGS on the cluster.");
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
                    "The brokers are older than Kafka 4.0, with which Millrace was never tried; upgrade them.");
        } else if (at.brokers().metadataVersion() < METADATA_4_0) {
            found.advice(
                    "metadata.version",
                    "The brokers can do more than the cluster is at, metadata.version "
                            + at.brokers().metadataVersion()
                            + ", older than Kafka 4.0; finish the upgrade with kafka-features.sh upgrade.");
        } else if (at.promise().exactlyOnce() && at.brokers().transactionVersion() < SAFE_TRANSACTIONS) {
            found.advice(
                    "transaction.version",
                    "transaction.version is " + at.brokers().transactionVersion()
                            + ", so a late request can join the wrong" + " transaction; raise it to "
                            + SAFE_TRANSACTIONS + " with kafka-features.sh upgrade.");
        }
    }

    /** The number of copies that there can be; that there are too few brokers is said once. */
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
                    "State topics get the brokers' " + COPIES + "=" + copies + ", and the profile promises "
                            + possible(at) + " copies; set kafka.replication.factor=" + possible(at) + ".");
        } else {
            found.advice(
                    COPIES,
                    "The brokers have " + COPIES + "=" + copies + ", less than topics.replication.factor="
                            + possible(at)
                            + ": a topic that anyone makes without a number has too few copies; raise it on the brokers.");
        }
    }

    private static void defaultInSync(Examination at, Findings found) {
        long inSync = at.brokers().least(IN_SYNC);
        if (inSync < at.promise().inSync()) {
            found.advice(
                    IN_SYNC,
                    "The brokers have " + IN_SYNC + "=" + inSync + ", less than topics." + IN_SYNC + "="
                            + at.promise().inSync()
                            + ": a topic for which nothing is said keeps less; raise it on the brokers.");
        }
    }

    private static void defaultElections(Examination at, Findings found) {
        if (at.promise().clean() && at.brokers().anyHas(UNCLEAN, "true")) {
            found.fault(
                    UNCLEAN,
                    "The brokers have " + UNCLEAN
                            + "=true, so the topic of committed offsets may lose some with its leader;"
                            + " make it false on the brokers.");
        }
    }

    private static void accidentalTopics(Examination at, Findings found) {
        if (at.brokers().anyHas(CREATE, "true")) {
            found.advice(
                    CREATE,
                    "The brokers have " + CREATE + "=true, so a misspelt topic is made instead of refused, with their"
                            + " defaults; make it false on the brokers.");
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
            found.notLookedAt("no transactions at this guarantee");
        }
    }

    /** As it is, or as it will be made at its first use. */
    private static void internal(Examination at, Findings found, String name, String copiesKey, String inSyncKey) {
        TopicState topic = at.topics().get(name);
        long copies = topic == null ? at.brokers().least(copiesKey) : topic.replicationFactor();
        long inSync = topic == null ? at.brokers().least(inSyncKey) : topic.number(IN_SYNC);
        String where = topic == null ? "will have" : "has";
        if (copies < possible(at)) {
            found.fault(
                    name,
                    name + ' ' + where + ' ' + copies + " copies, and the profile promises " + possible(at) + "; "
                            + (topic == null
                                    ? "raise " + copiesKey + " on the brokers."
                                    : "reassign it with kafka-reassign-partitions.sh."));
        } else if (inSync < at.promise().inSync()) {
            found.fault(
                    name,
                    name + ' ' + where + ' ' + IN_SYNC + "=" + inSync + ", and the profile promises "
                            + at.promise().inSync() + "; "
                            + (topic == null
                                    ? "raise " + inSyncKey + " on the brokers."
                                    : "raise it with kafka-configs.sh, as " + APPLY
                                            + " leaves Kafka's own topics alone."));
        }
    }
}
