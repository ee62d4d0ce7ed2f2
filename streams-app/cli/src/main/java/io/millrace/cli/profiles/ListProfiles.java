// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.profiles;

import io.millrace.app.ConfigOptions;
import io.millrace.cli.Table;
import io.millrace.config.MillraceConfig;
import io.millrace.profile.Profile;
import io.millrace.profile.Profiles;
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
import picocli.CommandLine.Spec;

/** {@code millrace profiles list}. */
@Command(
        name = "list",
        description = "The profiles that come with Millrace, and the configured one; values are those in effect here.",
        mixinStandardHelpOptions = true)
final class ListProfiles implements Callable<Integer> {
    /** What tells the profiles apart at a glance. */
    private static final Map<String, String> COLUMNS = columns();

    @Mixin
    private ConfigOptions options;

    @Option(names = "--json", description = "Prints JSON, for scripts.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("GUARANTEE", "processing.guarantee");
        columns.put("ACKS", "kafka.gateway.producer.acks");
        columns.put("IDEMPOTENT", "kafka.gateway.producer.enable.idempotence");
        columns.put("LINGER MS", "kafka.gateway.producer.linger.ms");
        columns.put("COMMIT MS", "commit.interval.ms");
        columns.put("MAX AGE MS", "defaults.max.age.ms");
        columns.put("COPIES", "topics.replication.factor");
        columns.put("IN SYNC", "topics.min.insync.replicas");
        columns.put("STANDBYS", "kafka.num.standby.replicas");
        return columns;
    }

    @Override
    public Integer call() throws IOException {
        MillraceConfig config = options.base(null);
        List<Profile> profiles = new ArrayList<>();
        Profiles.SHIPPED.forEach(name -> profiles.add(Profiles.named(name)));
        if (!Profiles.SHIPPED.contains(config.profile().name())) {
            profiles.add(config.profile());
        }
        if (json) {
            Output.json(spec, json(profiles, config.profile()));
            return 0;
        }
        List<String> head = new ArrayList<>(List.of("PROFILE"));
        head.addAll(COLUMNS.keySet());
        List<String> refused = new ArrayList<>();
        Table table = new Table(head.toArray(String[]::new));
        for (Profile profile : profiles) {
            ShownProfile shown = ShownProfile.of(config, profile);
            if (!shown.contradiction().isEmpty()) {
                refused.add(profile.name() + " is refused: " + shown.contradiction());
            }
            List<Object> row = new ArrayList<>();
            row.add(profile.name().equals(config.profile().name()) ? profile.name() + " *" : profile.name());
            COLUMNS.values().forEach(key -> row.add(shown.effective().apply(key)));
            table.row(row.toArray());
        }
        Output.say(spec, table.toString());
        Output.say(spec, "");
        profiles.forEach(profile -> Output.say(spec, profile.name() + ": " + profile.promise()));
        refused.forEach(line -> Output.say(spec, line));
        Output.say(spec, "");
        Output.say(
                spec,
                "* marks the configured one. millrace profiles show P says what a profile risks, and gives the reason"
                        + " for each setting.");
        return 0;
    }

    private static List<Map<String, Object>> json(List<Profile> profiles, Profile configured) {
        return profiles.stream()
                .map(profile -> Map.<String, Object>of(
                        "name", profile.name(),
                        "promise", profile.promise(),
                        "risk", profile.risk(),
                        "configured", profile.name().equals(configured.name())))
                .toList();
    }
}
