// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.flink;

import io.millrace.bench.subject.Spec;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend.PriorityQueueStateType;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** All that is not Flink's or the connector's default, each with its reason. */
record FlinkSettings(Spec spec) {
    /** The key of the spec that names the state backend: {@code heap} or {@code rocksdb}. */
    static final String STATE = "flink.state";

    private static final int LARGEST_REQUEST = 32 * 1024 * 1024;

    int parallelism() {
        return (int) spec.number(Spec.THREADS, 1);
    }

    DeliveryGuarantee guarantee() {
        return exactlyOnce() ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE;
    }

    Configuration flink() {
        Configuration flink = new Configuration();
        // "Can improve performance" where functions keep no input; ours keep none: no copies within a chain.
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        // The serialization guide: off, so that a type that would go through Kryo stops the job instead.
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        // The guide on latency: a buffer goes out when it is full, which is the setting for most throughput.
        flink.set(ExecutionOptions.BUFFER_TIMEOUT_ENABLED, false);
        // A slot for each of the threads that the other runs have.
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism());
        // RocksDB's files too: on a disk, which /tmp may not be, and gone after the run.
        flink.set(CoreOptions.TMP_DIRS, spec.folder().resolve("tmp").toString());
        // A run that fails must not look like one that was slow.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        checkpoints(flink);
        state(flink);
        return flink;
    }

    private void checkpoints(Configuration flink) {
        // The same time between commits as for the other runs.
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(spec.number(Spec.COMMIT_MS, 1_000)));
        // At-least-once needs no alignment of barriers, so it does not pay for one.
        flink.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                exactlyOnce() ? CheckpointingMode.EXACTLY_ONCE : CheckpointingMode.AT_LEAST_ONCE);
        // Checkpoints must survive the process; on the disk where Streams keeps its state and the broker its logs.
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder("checkpoints"));
    }

    private void state(Configuration flink) {
        switch (spec.text(STATE)) {
            case "heap" -> {
                flink.set(StateBackendOptions.STATE_BACKEND, "hashmap");
                // The guide on state backends: set it to zero with state on the heap. Nothing else here takes any.
                flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
            }
            case "rocksdb" -> {
                flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
                // Beside the heap of 1 GB: with Flink's shares (0.4 managed) a heap as large would come with about as
                // much; the state, one open batch for each partition, fits into a hundredth of it.
                flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
                // The guide on large state: upload what is new since the last checkpoint only.
                flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
                // The same guide: with few timers, and there is one for each partition, the heap is faster.
                flink.set(RocksDBOptions.TIMER_SERVICE_FACTORY, PriorityQueueStateType.HEAP);
            }
            default -> throw new IllegalArgumentException(STATE + " is heap or rocksdb, not " + spec.text(STATE));
        }
    }

    /** Else Kafka's defaults, those for the size of a fetch among them. */
    Properties consumer() {
        Properties consumer = new Properties();
        // As Millrace and the baselines: fewer hand-overs from the fetcher's thread to the task's.
        consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        return consumer;
    }

    /** Else Kafka's defaults: no compression, all acknowledgements, idempotent. */
    Properties producer() {
        Properties producer = new Properties();
        // As Millrace and the baselines: a batch is larger than the 1 MB that is Kafka's default.
        producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LARGEST_REQUEST));
        // As Millrace and the baselines: twice a request.
        producer.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(2L * LARGEST_REQUEST));
        // As Kafka Streams sets it for all its producers.
        producer.put(ProducerConfig.LINGER_MS_CONFIG, "100");
        // The connector's hour is more than a broker grants (15 min); the guide: more than a checkpoint and a restart.
        producer.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "600000");
        return producer;
    }

    String folder(String name) {
        return spec.folder().resolve(name).toUri().toString();
    }

    private boolean exactlyOnce() {
        String guarantee = spec.text(Spec.GUARANTEE, "at_least_once");
        return switch (guarantee) {
            case "at_least_once" -> false;
            case "exactly_once_v2" -> true;
            default -> throw new IllegalArgumentException(Spec.GUARANTEE + "=" + guarantee);
        };
    }
}
