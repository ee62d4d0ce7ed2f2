package io.millrace.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** No topic has two jobs. */
final class Topics {
    private Topics() {}

    static void requireDistinct(List<PipelineConfig> pipelines) {
        Map<String, String> jobs = new HashMap<>();
        for (PipelineConfig pipeline : pipelines) {
            claim(jobs, pipeline.sourceTopic(), pipeline.name(), PipelineConfig.SOURCE_TOPIC);
            claim(jobs, pipeline.sinkTopic(), pipeline.name(), PipelineConfig.SINK_TOPIC);
            claim(jobs, pipeline.dlqTopic(), pipeline.name(), PipelineConfig.DLQ_TOPIC);
        }
    }

    private static void claim(Map<String, String> jobs, String topic, String pipeline, String key) {
        String job = "pipelines." + pipeline + '.' + key;
        String before = jobs.put(topic, job);
        if (before != null) {
            throw new ConfigException("The topic " + topic + " is both " + before + " and " + job
                    + "; every pipeline needs topics of its own");
        }
    }
}
