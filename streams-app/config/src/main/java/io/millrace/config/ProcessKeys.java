// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.millrace.schemas.HttpUrls;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The keys of a process as a whole. */
final class ProcessKeys {
    static final ConfigDef DEFINITION =
            deadLetters(admin(service(process(allowances(promise(cluster(new ConfigDef())))))));

    private ProcessKeys() {}

    private static ConfigDef cluster(ConfigDef keys) {
        return keys.define(
                        MillraceConfig.PIPELINES,
                        Type.LIST,
                        List.of(),
                        new PipelineNames(),
                        Importance.HIGH,
                        "The pipelines this process runs; each is configured by the keys under pipelines.<name>, below.")
                .define(
                        MillraceConfig.BOOTSTRAP_SERVERS,
                        Type.STRING,
                        "localhost:9092",
                        new NonEmptyString(),
                        Importance.HIGH,
                        "host:port pairs used to find the Kafka cluster.")
                .define(
                        MillraceConfig.SCHEMA_REGISTRY_URL,
                        Type.STRING,
                        "http://localhost:8081",
                        new NonEmptyString(),
                        Importance.HIGH,
                        "Base URL of a registry with Confluent's API, or several URLs of one registry, separated by commas and"
                                + " tried in turn. Batches and AVRO events need it.")
                .define(
                        MillraceConfig.REGISTRY_RETRY_MS,
                        Type.LONG,
                        45_000L,
                        between(0, 240_000),
                        Importance.LOW,
                        "How long a stream thread itself waits for a registry that does not answer, but at least one second."
                                + " After that the thread is replaced and keeps trying from the last commit; nothing is dead-lettered. "
                                + "Must stay below the producer's transaction.timeout.ms.");
    }

    private static ConfigDef promise(ConfigDef keys) {
        return keys.define(
                        MillraceConfig.PROFILE,
                        Type.STRING,
                        "",
                        Importance.HIGH,
                        "A named set of settings: throughput, latency, durability, availability, or the path of your own file"
                                + " ending in .properties, relative to the file that names it. Anything set elsewhere overrides it. Empty"
                                + " means the defaults listed here.")
                .define(
                        MillraceConfig.APPLICATION_ID,
                        Type.STRING,
                        "millrace",
                        new NonEmptyString(),
                        Importance.HIGH,
                        "To Kafka, each pipeline is an application of its own, <application.id>.<pipeline>: this is its consumer"
                                + " group, "
                                + "the prefix of its transactional ids and of its state topic, and its folder below state.dir. "
                                + "Processes with the same id share the work.")
                .define(
                        MillraceConfig.PROCESSING_GUARANTEE,
                        Type.STRING,
                        "exactly_once_v2",
                        ValidString.in("exactly_once_v2", "at_least_once"),
                        Importance.HIGH,
                        "exactly_once_v2: batches, dead letters and offsets become visible together, to read_committed readers. "
                                + "at_least_once: a batch is visible at once; after a crash whole batches may come twice.")
                .define(
                        MillraceConfig.COMMIT_INTERVAL_MS,
                        Type.LONG,
                        1_000L,
                        between(10, 60_000),
                        Importance.MEDIUM,
                        "Time between commits. Shorter makes batches visible sooner (exactly_once_v2) and replays less after a "
                                + "crash; longer costs fewer transactions and less state traffic.");
    }

    private static ConfigDef process(ConfigDef keys) {
        return keys.define(
                        MillraceConfig.NUM_STREAM_THREADS,
                        Type.INT,
                        1,
                        between(1, 256),
                        Importance.MEDIUM,
                        "Stream threads of each pipeline of this process; threads beyond the number of partitions to read stay"
                                + " idle.")
                .define(
                        MillraceConfig.INSTANCES_WANTED,
                        Type.INT,
                        1,
                        atLeast(1),
                        Importance.LOW,
                        "How many stream processes there should be. Only shown as a metric, so that an alert can tell when one is"
                                + " missing; starting them is up to you.")
                .define(
                        MillraceConfig.STATE_DIR,
                        Type.STRING,
                        ".millrace/state",
                        new NonEmptyString(),
                        Importance.HIGH,
                        "Folder for open batches. If lost, it is rebuilt from the state topics; it must be writable and on a"
                                + " real disk.")
                .define(
                        MillraceConfig.BUFFER_MAX_BYTES,
                        Type.LONG,
                        256L * 1024 * 1024,
                        atLeast(1024 * 1024),
                        Importance.MEDIUM,
                        "Heap for open batches in the whole process, all pipelines together. Beyond it the largest are moved to"
                                + " the state folder early, which costs state traffic; if there are very many small ones, the oldest close.");
    }

    private static ConfigDef allowances(ConfigDef keys) {
        return keys.define(
                MillraceConfig.PROFILE_ALLOW,
                Type.LIST,
                List.of(),
                Importance.LOW,
                "Keys that a profile may set although they name a class, a login module or a command, such as"
                        + " kafka.producer.interceptor.classes. Without it such keys are accepted only in the process's own"
                        + " configuration: a profile may come over the network, and whoever names a class decides what code runs.");
    }

    private static ConfigDef admin(ConfigDef keys) {
        return keys.define(
                        MillraceConfig.ADMIN_HOST,
                        Type.STRING,
                        "127.0.0.1",
                        new NonEmptyString(),
                        Importance.LOW,
                        "Address on which profile switches are accepted.")
                .define(
                        MillraceConfig.ADMIN_PORT,
                        Type.INT,
                        8070,
                        between(0, 65_535),
                        Importance.MEDIUM,
                        "Port on which profile switches are accepted; 0 picks a free one and logs it. Separate from the port of"
                                + " the probes, so it need not be reachable for them.")
                .define(
                        MillraceConfig.ADMIN_TOKEN,
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "Token that is required to switch profiles; provide it through a ConfigProvider. Without it the process"
                                + " does not listen on that port, and its profile changes only with its configuration.")
                .define(
                        MillraceConfig.ADMIN_INSTANCES,
                        Type.LIST,
                        List.of(),
                        new HttpUrls(),
                        Importance.MEDIUM,
                        "Admin addresses of all processes of the application, for profiles current and profiles switch:"
                                + " http://host:port, separated by commas.")
                .define(
                        MillraceConfig.CONNECT_URL,
                        Type.STRING,
                        "",
                        new HttpUrls(),
                        Importance.MEDIUM,
                        "Kafka Connect's REST address, for profiles switch, doctor and anything else that looks after the"
                                + " connectors. Empty: connectors are left alone.");
    }

    private static ConfigDef deadLetters(ConfigDef keys) {
        return keys.define(
                        MillraceConfig.DLQ_MAX_ATTEMPTS,
                        Type.INT,
                        3,
                        between(1, 1_000),
                        Importance.MEDIUM,
                        "How often anything may fail: dlq redrive leaves a dead letter where it is whose millrace.attempts is as"
                                + " high. More gives slow repairs a chance; fewer keep what will never succeed from going round.")
                .define(
                        MillraceConfig.DLQ_MASKED_FIELDS,
                        Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Names of headers, and of fields at any depth, whose values dlq show prints as ***. With any, a payload that cannot be taken"
                                + " apart is not printed at all.");
    }

    private static ConfigDef service(ConfigDef keys) {
        return keys.define(
                        MillraceConfig.HTTP_HOST,
                        Type.STRING,
                        "127.0.0.1",
                        new NonEmptyString(),
                        Importance.LOW,
                        "Address that /live, /ready, /metrics and /rollups listen on.")
                .define(
                        MillraceConfig.HTTP_PORT,
                        Type.INT,
                        8080,
                        between(0, 65_535),
                        Importance.MEDIUM,
                        "Port of /live, /ready, /metrics and /rollups; 0 picks a free one and logs it.")
                .define(
                        MillraceConfig.HTTP_ADVERTISED,
                        Type.STRING,
                        "",
                        new AdvertisedAddress(),
                        Importance.LOW,
                        "Where other instances of the application reach that port, so that each can answer for all of them about"
                                + " /rollups: host or host:port. Empty: http.host, or the machine's own address if that is 0.0.0.0,"
                                + " with the port that is bound.")
                .define(
                        MillraceConfig.START_TIMEOUT_MS,
                        Type.LONG,
                        30_000L,
                        between(1_000, 600_000),
                        Importance.LOW,
                        "How long a start, and any other command, waits for the Kafka cluster to answer before it gives up.")
                .define(
                        MillraceConfig.SHUTDOWN_TIMEOUT_MS,
                        Type.LONG,
                        30_000L,
                        between(1_000, 600_000),
                        Importance.LOW,
                        "How long a shutdown waits for the last commit.");
    }
}
