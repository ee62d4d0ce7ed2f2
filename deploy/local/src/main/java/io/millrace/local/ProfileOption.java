// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import io.millrace.config.MillraceConfig;
import io.millrace.profile.Profiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The profile that a stack starts with. */
public final class ProfileOption {
    @Option(
            names = "--profile",
            paramLabel = "P",
            description =
                    "throughput, latency, durability, availability, or the path of a file of your own; default: the one the"
                            + " settings name. See millrace profiles list.")
    private String profile;

    /** {@code settings}, with the profile if one was chosen. */
    public Map<String, String> over(Map<String, String> settings) {
        Map<String, String> chosen = new HashMap<>(settings);
        if (profile != null) {
            chosen.put(
                    MillraceConfig.PROFILE,
                    Profiles.isFile(profile) ? Path.of(profile).toAbsolutePath().toString() : profile);
        }
        return chosen;
    }
}
