// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.strimzi;

import java.util.Locale;
import org.apache.kafka.common.config.ConfigException;

/** What a resource of Kubernetes may be called. */
final class ResourceName {
    private static final int LONGEST = 253;

    private ResourceName() {}

    /**
     * {@code name}, where Kafka or Connect know what it is about by this name, as users and connectors; throws {@link ConfigException}
     * when no resource can have it.
     */
    static String require(String name) {
        if (!isPossible(name)) {
            throw new ConfigException(name + " is no name of a Kubernetes resource: lower case, digits, - and . only");
        }
        return name;
    }

    /** The nearest possible name to that of {@code topic}, which a resource may have beside its own. */
    static String near(String topic) {
        return require(topic.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static boolean isPossible(String name) {
        return name.length() <= LONGEST && name.matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
    }
}
