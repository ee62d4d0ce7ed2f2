// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.profiles;

import io.millrace.app.ConfigOptions;
import io.millrace.config.secrets.Secrets;
import io.millrace.profile.Profile;
import io.millrace.profile.Profiles;
import io.millrace.profile.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace profiles show P}. */
@Command(
        name = "show",
        description = "What a profile sets, why, and what it risks; and where your own settings win over it.",
        mixinStandardHelpOptions = true)
final class ShowProfile implements Callable<Integer> {
    @Parameters(paramLabel = "P", description = "A profile's name, or the path of a file of your own.")
    private String name;

    @Mixin
    private ConfigOptions options;

    @Option(names = "--json", description = "Prints JSON, for scripts.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ShownProfile shown = ShownProfile.of(options.base(null), Profiles.named(name));
        if (json) {
            Output.json(spec, json(shown));
        } else {
            text(shown).forEach(line -> Output.say(spec, line));
        }
        return 0;
    }

    private static Map<String, Object> json(ShownProfile shown) {
        Profile profile = shown.profile();
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("name", profile.name());
        root.put("digest", profile.digest());
        root.put("promise", profile.promise());
        root.put("risk", profile.risk());
        root.put("contradiction", shown.contradiction());
        root.put(
                "settings",
                profile.settings().stream()
                        .map(setting -> Map.of(
                                "key", setting.key(),
                                "value", Secrets.shown(setting.key(), setting.value()),
                                "reason", setting.reason(),
                                "effective", shown.effective().apply(setting.key()),
                                "overridden", shown.config().isOwn(setting.key())))
                        .toList());
        return root;
    }

    private static List<String> text(ShownProfile shown) {
        Profile profile = shown.profile();
        List<String> lines = new ArrayList<>();
        lines.add("Profile  " + profile.name());
        lines.add("Promise  " + profile.promise());
        lines.add("Risk     " + profile.risk());
        if (!shown.contradiction().isEmpty()) {
            lines.add("Refused  " + shown.contradiction());
        }
        String reason = "";
        for (Setting setting : profile.settings()) {
            if (!setting.reason().equals(reason)) {
                reason = setting.reason();
                lines.add("");
                lines.add("# " + reason);
            }
            String own = shown.config().isOwn(setting.key())
                    ? "   <- your own setting wins: " + shown.effective().apply(setting.key())
                    : "";
            lines.add(setting.key() + "=" + Secrets.shown(setting.key(), setting.value()) + own);
        }
        return lines;
    }
}
