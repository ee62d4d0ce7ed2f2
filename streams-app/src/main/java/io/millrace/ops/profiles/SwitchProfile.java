package io.millrace.ops.profiles;

import io.millrace.admin.InstanceClient;
import io.millrace.app.ConfigOptions;
import io.millrace.config.MillraceConfig;
import io.millrace.effective.Effective;
import io.millrace.ops.ShortDuration;
import io.millrace.ops.connect.ConnectException;
import io.millrace.profile.Profile;
import io.millrace.profile.Profiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace profiles switch P}. */
@Command(
        name = "switch",
        description = {
            "Takes the whole application to a profile, while it runs.",
            "Topics first, as far as nothing becomes less durable; then the stream processes, one after the other, each back at"
                    + " work before the next one stops; and the overrides of the sink connectors, before the processes when"
                    + " exactly-once begins, else after them. At the end the file of --config, if there is one, names the profile.",
            "What was interrupted is resumed by the same command, and undone by switching back."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:All of it is in effect.",
            "1:It did not come to its end; the output says how far it came.",
            "2:Wrong usage or configuration; nothing was changed."
        },
        mixinStandardHelpOptions = true)
final class SwitchProfile implements Callable<Integer> {
    @Parameters(paramLabel = "P", description = "A profile's name, the path of a file of your own, or none.")
    private String name;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = ShortDuration.class,
            defaultValue = "60s",
            description = "How long each process may take to be back at work (default: ${DEFAULT-VALUE}).")
    private Duration timeout;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        MillraceConfig before = options.load(null);
        Profile profile = Profiles.named(name);
        MillraceConfig config = Effective.of(before.with(profile)).config();
        List<InstanceClient> instances = Instances.of(config);
        RollingSwitch processes = new RollingSwitch(instances, profile, timeout, this::say);
        processes.requireAll(config.string(MillraceConfig.APPLICATION_ID));
        requireNobodyElse(config, instances.size());
        if (!profile.risk().isEmpty()) {
            say("Risk: " + profile.risk());
        }
        ClusterSettings cluster = new ClusterSettings(before, config, this::say);
        cluster.applyTopics();
        if (config.exactlyOnce()) {
            applyConnectors(cluster, "no process was touched by this command");
            processes.run();
        } else {
            processes.run();
            applyConnectors(cluster, "all processes run " + profile.name());
        }
        save(profile);
        say(String.format(
                Locale.ROOT, "%s is in effect after %.1f s", profile.name(), (System.nanoTime() - begin) / 1e9));
        return 0;
    }

    private static void requireNobodyElse(MillraceConfig config, int named) {
        long there = GroupMembers.processes(config);
        if (there > named) {
            throw new SwitchFailedException(
                    there + " processes are members of groups of the application "
                            + config.string(MillraceConfig.APPLICATION_ID) + ", and "
                            + MillraceConfig.ADMIN_INSTANCES + " names " + named
                            + ": those left out would go on with the old profile; nothing was changed",
                    null);
        }
    }

    private static void applyConnectors(ClusterSettings cluster, String soFar) {
        try {
            cluster.applyConnectors();
        } catch (ConnectException e) {
            throw SwitchFailedException.halfWay(
                    e.getMessage() + ". Not all sink connectors have the profile's overrides; " + soFar, e);
        }
    }

    private void save(Profile profile) {
        Path file = options.file();
        if (file == null) {
            say("Now set " + MillraceConfig.PROFILE + "=" + profile.name()
                    + " where the processes have their configuration: until then, one that is started anew starts with the"
                    + " profile before");
        } else {
            SavedProfile.write(
                    file, Profiles.isFile(name) ? Path.of(name).toAbsolutePath().toString() : name);
            say(file + " names " + profile.name() + " now");
        }
    }

    private void say(String line) {
        Output.say(spec, line);
    }
}
