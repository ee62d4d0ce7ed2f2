// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.millrace.cli.strimzi.StrimziCommand;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** What {@code millrace strimzi} prints for an overlay is what the overlay has: each ACL, and no other. */
final class StrimziResources {
    private StrimziResources() {}

    static void check(Overlay overlay, Findings findings) {
        Overlay printed = Overlay.of(Models.documents(print(overlay)));
        findings.requireEqual(topics(overlay), topics(printed), "the topics");
        findings.requireEqual(users(overlay).keySet(), users(printed).keySet(), "the users");
        users(printed)
                .forEach((user, acls) -> findings.requireEqual(users(overlay).get(user), acls, "the ACLs of " + user));
    }

    private static Map<String, Object> topics(Overlay overlay) {
        Map<String, Object> topics = new TreeMap<>();
        overlay.all(KafkaTopic.class)
                .forEach(topic -> topics.put(
                        topic.getMetadata().getName(),
                        topic.getSpec().getPartitions() + " × "
                                + topic.getSpec().getReplicas() + ' '
                                + new TreeMap<>(
                                        topic.getSpec().getConfig() == null
                                                ? Map.of()
                                                : topic.getSpec().getConfig())));
        return topics;
    }

    private static Map<String, String> users(Overlay overlay) {
        Map<String, String> users = new TreeMap<>();
        overlay.all(KafkaUser.class)
                .forEach(user ->
                        users.put(name(user), user.getSpec().getAuthorization().toString()));
        return users;
    }

    private static String name(HasMetadata resource) {
        return resource.getMetadata().getName();
    }

    /** Users are printed where there are any. */
    private static String print(Overlay overlay) {
        try {
            Path file = Files.writeString(Kustomize.scratch().resolve("millrace.properties"), overlay.properties());
            boolean known = overlay.all(KafkaUser.class).findAny().isPresent();
            return print(file, known ? "tls" : "none");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The output of the command for {@code properties}. */
    static String print(Path properties, String authentication) {
        StringWriter out = new StringWriter();
        int exitCode = new CommandLine(new StrimziCommand())
                .setOut(new PrintWriter(out))
                .execute("--config", properties.toString(), "--authentication", authentication);
        if (exitCode != 0) {
            throw new IllegalStateException("millrace strimzi cannot print what " + properties + " needs");
        }
        return out.toString();
    }
}
