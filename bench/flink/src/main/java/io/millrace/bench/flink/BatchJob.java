// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.flink;

import io.millrace.bench.subject.Spec;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka, by partition, into windows of time and count, to Kafka. */
final class BatchJob {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Spec spec;
    private final FlinkSettings settings;

    BatchJob(Spec spec) {
        this.spec = spec;
        this.settings = new FlinkSettings(spec);
    }

    /** Starts a cluster in this JVM, which ends with the job. */
    JobClient start() throws Exception {
        StreamExecutionEnvironment flink =
                StreamExecutionEnvironment.createLocalEnvironment(settings.parallelism(), settings.flink());
        // The timestamps are those of the records, and a partition has them in order.
        flink.fromSource(events(), WatermarkStrategy.forMonotonousTimestamps(), "events")
                .uid("events")
                .keyBy(event -> event.f0, Types.INT)
                .window(TumblingEventTimeWindows.of(WINDOW))
                .trigger(new CountOrEnd((int) spec.number(Spec.BATCH_EVENTS)))
                .apply(new Concatenation(), PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
                .name("batches")
                .uid("batches")
                .sinkTo(sink())
                .name("sink")
                .uid("sink");
        return flink.executeAsync(spec.text(Spec.RUN));
    }

    private KafkaSource<Tuple2<Integer, byte[]>> events() {
        return KafkaSource.<Tuple2<Integer, byte[]>>builder()
                .setProperties(settings.consumer())
                .setBootstrapServers(spec.text(Spec.BOOTSTRAP_SERVERS))
                .setTopics(spec.text(Spec.TOPIC))
                .setGroupId(spec.text(Spec.RUN))
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new PartitionAndValue())
                .build();
    }

    private KafkaSink<byte[]> sink() {
        return KafkaSink.<byte[]>builder()
                .setKafkaProducerConfig(settings.producer())
                .setBootstrapServers(spec.text(Spec.BOOTSTRAP_SERVERS))
                .setDeliveryGuarantee(settings.guarantee())
                .setTransactionalIdPrefix(spec.text(Spec.RUN))
                // A few producers and ids for ever instead of a new id for each checkpoint: less work for the broker.
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setRecordSerializer(KafkaRecordSerializationSchema.<byte[]>builder()
                        .setTopic(spec.text(Spec.SINK_TOPIC))
                        .setKafkaValueSerializer(ByteArraySerializer.class)
                        .build())
                .build();
    }
}
