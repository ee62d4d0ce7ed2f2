// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.profiles;

import io.millrace.config.MillraceConfig;
import io.millrace.config.secrets.Secrets;
import io.millrace.profile.Profile;
import io.millrace.resolved.ResolvedConfig;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.ConfigException;

/**
 * A profile combined with the operator's own settings, even when the two contradict each other.
 *
 * @param config with both
 * @param contradiction empty when there is none
 * @param effective the resulting value of a key, without secrets; with a contradiction, as it is set
 */
record ShownProfile(Profile profile, MillraceConfig config, String contradiction, UnaryOperator<String> effective) {
    static ShownProfile of(MillraceConfig base, Profile profile) {
        MillraceConfig config = base.with(profile);
        try {
            return new ShownProfile(profile, config, "", ResolvedConfig.of(config)::shown);
        } catch (ConfigException e) {
            return new ShownProfile(
                    profile, config, e.getMessage(), key -> Secrets.shown(key, config.value(key, "<unknown>")));
        }
    }
}
