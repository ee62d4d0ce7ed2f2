// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.profiles;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.connect.ConnectException;
import io.millrace.operations.instances.InstanceClient;
import io.millrace.operations.instances.Instances;
import io.millrace.profile.Profile;
import io.millrace.profile.Profiles;
import io.millrace.resolved.ResolvedConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Switches a whole application to a profile while it runs: topics first, except where that would lower durability; then the stream
 * processes, one after the other; and the overrides of the sink connectors, before the processes when switching to exactly-once,
 * otherwise after them; at the end the configuration file. It keeps no record: running the same switch again resumes it, and
 * switching to the previous profile undoes it.
 */
public final class ProfileSwitch {
    private final MillraceConfig before;
    private final MillraceConfig target;
    private final Profile profile;
    private final String name;
    private final Path file;
    private final SwitchProgress progress;

    /**
     * Throws {@link org.apache.kafka.common.config.ConfigException} for a profile with which no stream could start.
     *
     * @param before the configuration as it is
     * @param name the profile's name, or its file
     * @param file the configuration file that is to name the profile at the end; null for none
     */
    public ProfileSwitch(MillraceConfig before, String name, Path file, SwitchProgress progress) {
        this.before = before;
        this.name = name;
        this.file = file;
        this.progress = progress;
        this.profile = Profiles.named(name);
        this.target = ResolvedConfig.of(before.with(profile)).config();
    }

    /**
     * Returns when the profile is in effect everywhere. Throws {@link SwitchFailedException} that says how far it got.
     *
     * @param patience how long each process may take to run again
     */
    public void run(Duration patience) {
        long begin = System.nanoTime();
        List<InstanceClient> instances = Instances.of(target);
        RollingSwitch processes = new RollingSwitch(instances, profile, patience, progress::done);
        requireNobodyElse(processes.requireAll(target.applicationId()));
        if (!profile.risk().isEmpty()) {
            progress.done("Risk: " + profile.risk());
        }
        ClusterSettings cluster = new ClusterSettings(before, target, progress);
        cluster.applyTopics();
        if (target.exactlyOnce()) {
            applyConnectors(cluster, "no process was touched by this command");
            processes.run();
        } else {
            processes.run();
            applyConnectors(cluster, "all processes run " + profile.name());
        }
        save();
        progress.done(String.format(
                Locale.ROOT, "%s is in effect after %.1f s", profile.name(), (System.nanoTime() - begin) / 1e9));
    }

    private void requireNobodyElse(int named) {
        long there = GroupMembers.processes(target);
        if (there > named) {
            throw new SwitchFailedException(
                    there + " processes are members of the consumer groups of the application "
                            + target.applicationId() + ", and "
                            + MillraceConfig.ADMIN_INSTANCES + " names " + named
                            + " of them: the others would keep the old profile; nothing was changed",
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

    private void save() {
        if (file == null) {
            progress.done(
                    "Now set " + MillraceConfig.PROFILE + "=" + profile.name()
                            + " in the processes' configuration: until then, a process that restarts uses the previous profile");
        } else {
            SavedProfile.write(
                    file, Profiles.isFile(name) ? Path.of(name).toAbsolutePath().toString() : name);
            progress.done(file + " now names " + profile.name());
        }
    }
}
