// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.config.AdminClients;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Somebody has set a limit on the dead-letter topic that the usual dead letters keep, and there is one that does not. */
public final class LargeDeadLetter implements Fault {
    private static final int LIMIT = 10_000;
    private static final int SIZE = 75_000;

    private final UnaryOperator<String> event;
    private final Function<Scene, Undo> undo;

    private LargeDeadLetter(UnaryOperator<String> event, Function<Scene, Undo> undo) {
        this.event = event;
        this.undo = undo;
    }

    /** What no pipeline can read. That stops the pipeline. */
    public static LargeDeadLetter ofStream() {
        return new LargeDeadLetter(text -> text, Undo::endingStreams);
    }

    /** What OpenSearch refuses: an object, where all others have text. */
    public static LargeDeadLetter ofSink() {
        return new LargeDeadLetter(
                text -> "{\"ts\": %d, \"message\": {\"text\": \"%s\"}}".formatted(System.currentTimeMillis(), text),
                scene -> Undo.NOTHING);
    }

    @Override
    public Undo in(Scene scene) throws IOException {
        MillraceConfig config = scene.deployment().config();
        PipelineConfig pipeline = config.pipeline("logs");
        limit(config, pipeline.dlqTopic());
        try (RawEvents events = new RawEvents(config)) {
            events.send(pipeline, event.apply(incompressible()).getBytes(StandardCharsets.UTF_8));
        }
        return undo.apply(scene);
    }

    private static String incompressible() {
        byte[] bytes = new byte[SIZE];
        new Random(SIZE).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void limit(MillraceConfig config, String topic) throws IOException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        ConfigEntry small = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LIMIT));
        try (Admin admin = AdminClients.make(config)) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(small, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("the brokers refuse to change " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
