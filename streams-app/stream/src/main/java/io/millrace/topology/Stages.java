// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import io.millrace.batch.BatchStage;
import io.millrace.batch.BatchStageSettings;
import io.millrace.batch.drain.DrainedStore;
import io.millrace.batch.drain.DrainedStoreBuilder;
import io.millrace.config.PipelineConfig;
import io.millrace.decode.DecodeStage;
import io.millrace.decode.DecodeStageSettings;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** The stages of one pipeline, ready to be put into the topology. */
final class Stages {
    private final PipelineConfig pipeline;
    private final StageNames names;
    private final DecodeStageSettings decode;
    private final BatchStageSettings batch;

    Stages(PipelineParts parts) {
        pipeline = parts.pipeline();
        names = new StageNames(pipeline.name());
        decode = new DecodeStageSettings(
                pipeline, StageNames.DECODE_STAGE, names.batch(), names.undecoded(), parts.schemas(), parts.metrics());
        batch = new BatchStageSettings(
                pipeline,
                parts.sourceId(),
                StageNames.BATCH_STAGE,
                names.openBatches(),
                names.batches(),
                names.unbatched(),
                parts.batchSchemaId(),
                parts.transactional(),
                parts.budget(),
                parts.metrics());
    }

    PipelineConfig pipeline() {
        return pipeline;
    }

    StageNames names() {
        return names;
    }

    DecodeStage decode() {
        return new DecodeStage(decode);
    }

    /** The batch stage with its store. */
    ProcessorSupplier<byte[], byte[], byte[], byte[]> batch() {
        // State records carry the time of some event, and a broker refuses one that is far ahead unless told otherwise.
        StoreBuilder<DrainedStore> store = new DrainedStoreBuilder(
                names.openBatches(),
                Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(pipeline.sizes().stateRecord()),
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                        Long.toString(Long.MAX_VALUE)));
        return new ProcessorSupplier<>() {
            @Override
            public BatchStage get() {
                return new BatchStage(batch);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store);
            }
        };
    }
}
