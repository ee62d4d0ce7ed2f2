// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import io.millrace.batch.SelectionChangedException;
import io.millrace.batch.SourceChangedException;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineKeys;
import io.millrace.pipeline.start.StartException;

/** What a pipeline that has stopped for good needs from its operator, in a sentence. */
final class Advice {
    private static final int MOST_CHARS = 600;

    private Advice() {}

    static String on(Throwable failure, MillraceConfig config, String pipeline) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StateTopicException
                    || cause instanceof StartException
                    || cause instanceof SelectionChangedException) {
                return cause.getMessage();
            }
            if (cause instanceof SourceChangedException changed) {
                return newName(changed, config, pipeline);
            }
        }
        return cut(sentence(failure));
    }

    /** For a source whose offsets start over: what is kept under the old ones does not belong to it, and must not be mistaken for it. */
    private static String newName(SourceChangedException changed, MillraceConfig config, String pipeline) {
        return changed.getMessage() + " To read what is there now, give the pipeline another name ("
                + MillraceConfig.PIPELINES + ") and leave its topics as they are (" + PipelineKeys.SOURCE_TOPIC + ", "
                + PipelineKeys.SINK_TOPIC + ", " + PipelineKeys.DLQ_TOPIC
                + "): it starts from the beginning, and batches that were open under the name " + pipeline + " stay in "
                + config.pipeline(pipeline).application().stateTopic();
    }

    /** The true cause, then where it happened: Kafka Streams names task, topic, partition and offset before the trace. */
    static String sentence(Throwable failure) {
        Throwable root = FailurePolicy.root(failure);
        String where = String.valueOf(failure.getMessage()).split("\\R|, stacktrace=", 2)[0];
        return root == failure ? root.toString() : root + " (" + where + ")";
    }

    private static String cut(String text) {
        return text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) + "…" : text;
    }
}
