// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import io.millrace.config.secrets.CodeKeys;
import io.millrace.profile.Profile;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/** How a profile combines with the operator's own settings: each key of theirs wins, and a pipeline's own key wins over the one for all pipelines. */
final class ProfileLayer {
    /** What a profile decides; all else belongs to the process or to the cluster. */
    private static final Set<String> KEYS = Set.of(
            MillraceConfig.PROCESSING_GUARANTEE,
            MillraceConfig.COMMIT_INTERVAL_MS,
            MillraceConfig.NUM_STREAM_THREADS,
            MillraceConfig.BUFFER_MAX_BYTES);

    private static final List<String> PREFIXES = List.of(
            MillraceConfig.DEFAULTS_PREFIX,
            MillraceConfig.KAFKA_PREFIX,
            MillraceConfig.TOPICS_PREFIX,
            MillraceConfig.CONNECTORS_PREFIX);

    private ProfileLayer() {}

    static Map<String, String> under(Map<String, String> own, Profile profile, Collection<String> pipelines) {
        Map<String, String> all = new HashMap<>(profile.values());
        List<String> allowed = PipelineNames.split(own.getOrDefault(MillraceConfig.PROFILE_ALLOW, ""));
        for (String key : all.keySet()) {
            requireBusiness(key, profile);
            requireNoCode(key, profile, allowed);
        }
        all.putAll(own);
        for (String rule : PipelineKeys.DEFAULTS.names()) {
            String forAll = all.get(MillraceConfig.DEFAULTS_PREFIX + rule);
            if (forAll != null) {
                pipelines.forEach(name -> all.putIfAbsent(PipelineConfig.prefix(name) + rule, forAll));
            }
        }
        return all;
    }

    private static void requireNoCode(String key, Profile profile, List<String> allowed) {
        if (CodeKeys.contains(key) && !allowed.contains(key)) {
            throw new ConfigException("The profile " + profile.name() + " sets " + key
                    + ", which names a class, a login module or a command, and so decides what code runs; set it in the"
                    + " process's own configuration, or let profiles set it: " + MillraceConfig.PROFILE_ALLOW + "="
                    + key
                    + " there");
        }
    }

    private static void requireBusiness(String key, Profile profile) {
        if (!KEYS.contains(key) && PREFIXES.stream().noneMatch(key::startsWith)) {
            throw new ConfigException("The profile " + profile.name() + " sets " + key
                    + ", which a profile may not set; it may set "
                    + String.join(", ", KEYS.stream().sorted().toList())
                    + " and keys under " + String.join(" ", PREFIXES));
        }
    }
}
