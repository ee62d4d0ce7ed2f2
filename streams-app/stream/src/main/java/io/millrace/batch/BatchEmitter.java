// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import io.millrace.batch.state.Chunks;
import io.millrace.batch.state.OpenBatch;
import io.millrace.config.PipelineConfig;
import io.millrace.dlq.RecordTimestamps;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.BatchHeaders;
import io.millrace.schemas.BatchWriter;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.PayloadFormat;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Puts a closed batch together, chunks from the store first, then the tail, and forwards it as one record. The record's
 * timestamp is the wall clock's, so that retention on the sink topic counts from now, not from an event time years ago.
 */
final class BatchEmitter {
    private static final byte[] VERSION = Integer.toString(EventBatch.VERSION).getBytes(StandardCharsets.UTF_8);

    private final ProcessorContext<byte[], byte[]> context;
    private final BatchStageSettings settings;
    private final Chunks chunks;
    private final BatchWriter writer = new BatchWriter();

    BatchEmitter(ProcessorContext<byte[], byte[]> context, BatchStageSettings settings, Chunks chunks) {
        this.context = context;
        this.settings = settings;
        this.chunks = chunks;
    }

    void forward(OpenBatch batch, CloseReason reason) {
        BatchHeader header = header(batch, reason, context.taskId());
        BatchSink sink = settings.sinks().of(batch.key.topic());
        writer.begin(sink.schemaId(), header);
        if (batch.chunks > 0) {
            chunks.read(
                    batch.firstOffset,
                    chunk -> writer.block(chunk.events(), chunk.bytes(), chunk.from(), chunk.length()));
        }
        if (batch.tailEvents > 0) {
            writer.block(batch.tailEvents, batch.tail.bytes(), 0, batch.tail.size());
        }
        Headers headers = new RecordHeaders().add(BatchHeaders.VERSION, VERSION);
        byte[] key = header.batchId().getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(key, writer.finish(), RecordTimestamps.now(context), headers), sink.node());
    }

    private BatchHeader header(OpenBatch batch, CloseReason reason, TaskId task) {
        PipelineConfig pipeline = settings.pipeline();
        // Told by the batch, not by the settings: those may have changed while it was open.
        boolean isJson = batch.key.schemaId() < 0;
        return new BatchHeader(
                BatchHeader.batchId(pipeline.sourceTopic(), task.partition(), batch.firstOffset, batch.lastOffset()),
                pipeline.name(),
                pipeline.sourceTopic(),
                task.partition(),
                batch.firstOffset,
                batch.lastOffset(),
                batch.key.windowStart(),
                batch.key.windowEnd(),
                batch.key.group(),
                isJson ? PayloadFormat.JSON : PayloadFormat.AVRO,
                isJson ? null : Integer.valueOf(batch.key.schemaId()),
                reason,
                batch.events(),
                batch.payloadBytes(),
                batch.minTimestamp(),
                batch.maxTimestamp());
    }
}
