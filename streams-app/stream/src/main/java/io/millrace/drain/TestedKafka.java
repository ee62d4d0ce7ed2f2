// SPDX-License-Identifier: Apache-2.0
package io.millrace.drain;

import java.util.Set;
import org.apache.kafka.common.utils.AppInfoParser;

/** The Kafka versions on which the order "drain, producer flush, commit" was proven on a real broker. */
final class TestedKafka {
    private static final Set<String> VERSIONS = Set.of("4.3.1");

    private TestedKafka() {}

    /** Throws unless the Kafka client library at hand is a tested one. */
    static void require() {
        require(AppInfoParser.getVersion());
    }

    static void require(String version) {
        if (!VERSIONS.contains(version)) {
            throw new IllegalStateException(
                    "Kafka " + version + " is on the class path, but batches are proven to survive" + " a crash on "
                            + VERSIONS + " only; use one of these, or prove the new one (see streams-app/README.md)");
        }
    }
}
