// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.start;

import io.millrace.config.AdminClients;
import io.millrace.config.MillraceConfig;
import io.millrace.source.SourceTopic;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** Asks what there is to know of the topics that pipelines read. */
public final class SourceTopics {
    private SourceTopics() {}

    /** Throws {@link StartException} when it cannot be determined, for example because there is no such topic. */
    public static SourceTopic of(MillraceConfig config, String topic) {
        try (Admin admin = AdminClients.make(config)) {
            TopicDescription found = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get(config.timeouts().start().toMillis(), TimeUnit.MILLISECONDS);
            return new SourceTopic(found.topicId(), found.partitions().size());
        } catch (ExecutionException e) {
            throw unknown(topic, e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw unknown(topic, "no answer within " + config.timeouts().start(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(topic, "interrupted", e);
        }
    }

    private static StartException unknown(String topic, String why, Throwable cause) {
        return new StartException("The topic " + topic + " could not be described: " + why, cause);
    }
}
