package io.millrace.config;

import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/** Names of pipelines: part of topic, store and object names, so letters, digits, dash and underscore only. */
final class PipelineNames {
    private static final String LEGAL = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

    private PipelineNames() {}

    static String check(String name) {
        if (!name.matches(LEGAL)) {
            throw new ConfigException(MillraceConfig.PIPELINES, name, "a name is letters, digits, - and _, at most 64");
        }
        return name;
    }

    /** The pipeline that {@code key} belongs to; throws for a key that is nobody's. */
    static String ownerOf(String key, Set<String> names) {
        String prefix = MillraceConfig.PIPELINES + '.';
        if (!key.startsWith(prefix)) {
            throw UnknownKeys.unknown(key, MillraceConfig.DEFINITION.names());
        }
        int end = key.indexOf('.', prefix.length());
        String name = key.substring(prefix.length(), end < 0 ? key.length() : end);
        if (!names.contains(name)) {
            throw new ConfigException("The key " + key + " is for a pipeline " + name + " that is not in "
                    + MillraceConfig.PIPELINES + "=" + String.join(",", names));
        }
        return name;
    }
}
