package io.millrace.app;

import io.millrace.batch.HeapBudget;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.decode.RegisteredSchemas;
import io.millrace.effective.Effective;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.PayloadFormat;
import io.millrace.topology.PipelineParts;
import java.time.Duration;

/** What all pipelines of a process share in one configuration. */
record SharedParts(Effective effective, Registry registry, HeapBudget budget) {
    static SharedParts of(Effective effective) {
        MillraceConfig config = effective.config();
        return new SharedParts(
                effective, new Registry(config), new HeapBudget(config.bytes(MillraceConfig.BUFFER_MAX_BYTES)));
    }

    MillraceConfig config() {
        return effective.config();
    }

    /** Registers the schema of the pipeline's batches. */
    PipelineParts of(PipelineConfig pipeline, PipelineMetrics metrics) {
        Duration patience = Duration.ofMillis(config().millis(MillraceConfig.REGISTRY_RETRY_MS));
        RegisteredSchemas schemas = pipeline.format() == PayloadFormat.AVRO
                ? new RegisteredSchemas(registry.client(), patience, metrics::registryRetry)
                : null;
        int batchSchemaId = registry.registerBatch(pipeline.sinkTopic());
        return new PipelineParts(pipeline, schemas, batchSchemaId, config().exactlyOnce(), budget, metrics);
    }
}
