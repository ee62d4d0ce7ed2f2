// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.start;

import io.millrace.config.AdminClients;
import io.millrace.config.MillraceConfig;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** What distinguishes a topic from one of the same name that was created after it was deleted. */
public final class TopicId {
    private TopicId() {}

    /** Throws {@link StartException} when it cannot be determined, for example because there is no such topic. */
    public static Uuid of(MillraceConfig config, String topic) {
        try (Admin admin = AdminClients.make(config)) {
            return admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get(config.timeouts().start().toMillis(), TimeUnit.MILLISECONDS)
                    .topicId();
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
        return new StartException("The id of the topic " + topic + " could not be determined: " + why, cause);
    }
}
