// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.profiles;

import io.millrace.app.ConfigOptions;
import io.millrace.cli.Table;
import io.millrace.config.MillraceConfig;
import io.millrace.profile.Profile;
import io.millrace.profile.Profiles;
import io.millrace.resolved.ResolvedConfig;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace profiles diff A B}. */
@Command(
        name = "diff",
        description =
                "Where two profiles differ in effect: defaults count, and so do your own settings, which win over both.",
        mixinStandardHelpOptions = true)
final class DiffProfiles implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "A profile's name, the path of a file, or none.")
    private String first;

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    private String second;

    @Mixin
    private ConfigOptions options;

    @Option(names = "--json", description = "Prints JSON, for scripts.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        MillraceConfig config = options.base(null);
        Map<String, Map<String, String>> differences =
                differences(config, Profiles.named(first), Profiles.named(second));
        if (json) {
            Output.json(spec, differences);
        } else if (differences.isEmpty()) {
            Output.say(spec, "They have the same effect here.");
        } else {
            Table table = new Table("KEY", first, second);
            differences.forEach((key, values) -> table.row(key, values.get(first), values.get(second)));
            Output.say(spec, table.toString());
        }
        return 0;
    }

    private Map<String, Map<String, String>> differences(MillraceConfig config, Profile one, Profile other) {
        ResolvedConfig a = ResolvedConfig.of(config.with(one));
        ResolvedConfig b = ResolvedConfig.of(config.with(other));
        Set<String> keys = new TreeSet<>(one.values().keySet());
        keys.addAll(other.values().keySet());
        Map<String, Map<String, String>> differences = new TreeMap<>();
        for (String key : keys) {
            if (!a.value(key).equals(b.value(key))) {
                differences.put(key, Map.of(first, a.shown(key), second, b.shown(key)));
            }
        }
        return differences;
    }
}
