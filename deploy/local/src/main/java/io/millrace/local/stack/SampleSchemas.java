// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.config.PipelineConfig;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.Schemas;
import java.util.Map;
import org.apache.avro.Schema;

/** The payload schemas of the pipelines that come with Millrace. */
final class SampleSchemas {
    private static final Map<String, Schema> BY_PIPELINE = Map.of("clicks", Schemas.CLICK, "orders", Schemas.ORDER);

    private SampleSchemas() {}

    static boolean isSample(PipelineConfig pipeline) {
        return pipeline.format() == PayloadFormat.AVRO && BY_PIPELINE.containsKey(pipeline.name());
    }

    /** The schema of a {@linkplain #isSample sample} pipeline. */
    static Schema of(PipelineConfig pipeline) {
        return BY_PIPELINE.get(pipeline.name());
    }
}
