// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.profiles;

import io.millrace.instance.InstanceStatus;
import io.millrace.operations.instances.InstanceClient;
import io.millrace.operations.instances.InstanceException;
import io.millrace.profile.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Switches the processes to a profile, one after the other, each running again before the next one stops. It keeps no record of its
 * own: each process can be asked which profile it runs, so calling it again continues where it ended.
 */
public final class RollingSwitch {
    private static final long BETWEEN_LOOKS_MS = 200;

    private final List<InstanceClient> instances;
    private final Profile profile;
    private final Duration patience;
    private final Consumer<String> say;

    /** @param patience for each process */
    public RollingSwitch(List<InstanceClient> instances, Profile profile, Duration patience, Consumer<String> say) {
        this.instances = instances;
        this.profile = profile;
        this.patience = patience;
        this.say = say;
    }

    /** All must answer, and belong to the application, before the first is touched. Returns how many of them are stream processes. */
    public int requireAll(String applicationId) {
        int streams = 0;
        for (InstanceClient instance : instances) {
            InstanceStatus status = instance.status();
            if (!status.applicationId().equals(applicationId)) {
                throw new SwitchFailedException(
                        instance.url() + " belongs to the application " + status.applicationId() + ", not "
                                + applicationId + "; nothing was changed",
                        null);
            }
            if (status.kind().equals(InstanceStatus.STREAM)) {
                streams++;
            }
        }
        return streams;
    }

    /** Throws {@link SwitchFailedException} at the first process that does not get there. */
    public void run() {
        int done = 0;
        try {
            for (InstanceClient instance : instances) {
                take(instance);
                done++;
            }
        } catch (InstanceException e) {
            throw SwitchFailedException.halfWay(
                    e.getMessage() + ". " + done + " of " + instances.size() + " processes run " + profile.name(), e);
        }
    }

    private void take(InstanceClient instance) {
        InstanceStatus before = instance.status();
        if (before.runs(profile.name(), profile.digest())) {
            say.accept(instance.url() + " already runs " + profile.name());
            return;
        }
        long begin = System.nanoTime();
        if (!profile.name().equals(before.switchingTo())) {
            instance.switchTo(profile);
        }
        awaitRunning(instance, begin)
                .failures()
                .forEach((pipeline, why) ->
                        say.accept(instance.url() + " does not run the pipeline " + pipeline + ": " + why));
        say.accept(String.format(
                Locale.ROOT,
                "%s switched from %s to %s in %.1f s",
                instance.url(),
                before.profile(),
                profile.name(),
                (System.nanoTime() - begin) / 1e9));
    }

    private InstanceStatus awaitRunning(InstanceClient instance, long begin) {
        InstanceStatus status = instance.status();
        while (!status.runs(profile.name(), profile.digest())) {
            if (status.problem() != null) {
                throw new InstanceException(
                        instance.url() + " went back to " + status.profile() + ": " + status.problem());
            }
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new InstanceException(
                        instance.url() + " is " + status.state() + " after " + patience.toSeconds() + " s");
            }
            pause();
            status = instance.status();
        }
        return status;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InstanceException("Interrupted");
        }
    }
}
