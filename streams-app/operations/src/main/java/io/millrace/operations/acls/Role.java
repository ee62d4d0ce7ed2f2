// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.acls;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/** A part of Millrace that connects to Kafka, and whose rights can be granted by themselves. */
public enum Role {
    STREAM("the stream processes", "millrace-stream"),
    GATEWAY("the gateways", "millrace-gateway"),
    SINKS("the sink connectors: what they read, their groups, their dead letters", "millrace-connect"),
    CONNECT("the Connect workers: their group and their own topics", "millrace-connect"),
    FEED("millrace feed", "millrace-operator"),
    TOPICS("millrace topics", "millrace-operator"),
    COPIES("millrace topics apply, where it changes how many copies a topic has", "millrace-admin"),
    PROFILES("millrace profiles switch", "millrace-operator"),
    VERIFY("millrace verify, which reads and changes nothing", "millrace-verify"),
    DLQ("millrace dlq", "millrace-operator"),
    RESET("millrace reset", "millrace-operator"),
    DOCTOR(
            "millrace doctor, which asks what the stream's user may do and therefore runs as that user",
            "millrace-stream"),
    END_TRANSACTIONS("millrace end-transactions", "millrace-admin");

    private final String title;
    private final String user;

    Role(String title, String user) {
        this.title = title;
        this.user = user;
    }

    /** In words. */
    public String title() {
        return title;
    }

    /** The name of the user who has it unless another one is named. */
    public String user() {
        return user;
    }

    /** As it is written in options. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The inverse of {@link #word}; throws {@link ConfigException}. */
    public static Role of(String word) {
        return Stream.of(values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new ConfigException("There is no role " + word + "; the roles are "
                        + Stream.of(values()).map(Role::word).collect(Collectors.joining(", "))));
    }
}
