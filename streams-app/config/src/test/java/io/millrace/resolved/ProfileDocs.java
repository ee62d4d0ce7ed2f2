// SPDX-License-Identifier: Apache-2.0
package io.millrace.resolved;

import io.millrace.config.MillraceConfig;
import io.millrace.profile.Profile;
import io.millrace.profile.Profiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** PROFILES.md, made of the shipped profiles: what each one promises, and what all of its settings come to. */
public final class ProfileDocs {
    /** What no profile sets, and a change of which would change what they do. */
    private static final List<String> ALSO = List.of(
            "num.stream.threads",
            "buffer.max.bytes",
            "kafka.buffered.records.per.partition",
            "kafka.group.protocol",
            "kafka.max.task.idle.ms",
            "kafka.statestore.cache.max.bytes",
            "kafka.task.timeout.ms",
            "kafka.topology.optimization",
            "kafka.gateway.producer.max.request.size",
            "kafka.gateway.producer.retries",
            "kafka.producer.buffer.memory",
            "kafka.producer.max.request.size",
            "kafka.producer.retries",
            "kafka.producer.transaction.timeout.ms",
            "kafka.main.consumer.auto.offset.reset",
            "kafka.main.consumer.enable.auto.commit",
            "kafka.main.consumer.max.poll.interval.ms",
            "kafka.main.consumer.max.poll.records");

    private static final String HEAD = """
            # Profiles

            Made from `streams-app/config/src/main/resources/profiles`; do not edit it by hand. `GeneratedDocsTest` says how to
            regenerate it, and fails when a setting, or a Kafka default that a profile relies on, has changed.

            A profile is chosen by one key, `profile=latency`, or, while everything is running, by `./millrace profiles switch latency`.
            It is a properties file. So is a profile of your own, which is named by its path and may begin with `extend=latency`. Your
            own settings override any profile. `./millrace profiles show P` prints each setting with its reason, `profiles diff A B`
            shows where two differ.

            Kafka Streams has one producer for batches, dead letters and state. With `acks=1` there, open batches could be lost and not
            only outputs, so it waits for all replicas in every profile; the producers of events (`kafka.gateway.producer.`: `feed`,
            the demo, and any other producer that adopts these settings) follow the profile to the letter.
            """;

    private ProfileDocs() {}

    /** The whole file. */
    public static String text() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Profile profile : profiles()) {
            text.append("\n**").append(profile.name()).append("**: ").append(profile.promise());
            text.append(" *It risks:* ").append(profile.risk()).append('\n');
        }
        text.append(
                "\n## In effect\n\nWithout any settings of your own; where nothing is set, the value is that of `<broker>` or `<connector>`.\n\n");
        return text.append(table()).toString();
    }

    private static List<Profile> profiles() {
        return Profiles.SHIPPED.stream().map(Profiles::named).toList();
    }

    private static String table() {
        Map<String, ResolvedConfig> effective = new LinkedHashMap<>();
        Set<String> keys = new TreeSet<>(ALSO);
        for (Profile profile : profiles()) {
            effective.put(
                    profile.name(),
                    ResolvedConfig.of(MillraceConfig.of(Map.of()).with(profile)));
            keys.addAll(profile.values().keySet());
        }
        StringBuilder table = new StringBuilder("| key | " + String.join(" | ", effective.keySet()) + " |\n");
        table.append("| --- |").append(" --- |".repeat(effective.size())).append('\n');
        for (String key : keys) {
            table.append(effective.values().stream()
                    .map(profile -> profile.value(key).replace("<", "&lt;"))
                    .collect(Collectors.joining(" | ", "| `" + key + "` | ", " |\n")));
        }
        return table.toString();
    }
}
