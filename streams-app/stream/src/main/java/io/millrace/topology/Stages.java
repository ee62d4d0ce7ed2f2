// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import io.millrace.batch.BatchStage;
import io.millrace.batch.BatchStageSettings;
import io.millrace.batch.drain.DrainedStore;
import io.millrace.batch.drain.DrainedStoreBuilder;
import io.millrace.config.PipelineConfig;
import io.millrace.decode.DecodeStage;
import io.millrace.decode.DecodeStageSettings;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.source.EventRun;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** The stages of one pipeline, and the store that they share, for each of its tasks. */
final class Stages implements ProcessorSupplier<byte[], EventRun, byte[], byte[]> {
    private final StageNames names;
    private final DecodeStageSettings decode;
    private final BatchStageSettings batch;
    private final PipelineMetrics metrics;

    Stages(PipelineParts parts) {
        metrics = parts.metrics();
        names = new StageNames(parts.pipeline().name());
        decode = new DecodeStageSettings(
                parts.pipeline(), StageNames.DECODE_STAGE, names.deadLetters(), parts.schemas(), metrics);
        batch = new BatchStageSettings(
                parts.pipeline(),
                parts.sourceId(),
                StageNames.BATCH_STAGE,
                names.openBatches(),
                names.batches(),
                names.deadLetters(),
                parts.batchSchemaId(),
                parts.transactional(),
                parts.budget(),
                metrics);
    }

    StageNames names() {
        return names;
    }

    PipelineConfig pipeline() {
        return batch.pipeline();
    }

    DecodeStage decode(ProcessorContext<byte[], byte[]> context) {
        return new DecodeStage(context, decode);
    }

    BatchStage batch() {
        return new BatchStage(batch);
    }

    @Override
    public Processor<byte[], EventRun, byte[], byte[]> get() {
        return new EventProcessor(this, metrics);
    }

    /** State records carry the time of some event, and a broker refuses one that is far ahead unless told otherwise. */
    @Override
    public Set<StoreBuilder<?>> stores() {
        StoreBuilder<DrainedStore> store = new DrainedStoreBuilder(
                names.openBatches(),
                Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(batch.pipeline().sizes().stateRecord()),
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                        Long.toString(Long.MAX_VALUE)));
        return Set.of(store);
    }
}
