// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway;

import io.millrace.admin.SwitchRefusedException;
import io.millrace.admin.Switchable;
import io.millrace.config.MillraceConfig;
import io.millrace.config.secrets.Secrets;
import io.millrace.instance.InstanceStatus;
import io.millrace.instance.PipelineStatus;
import io.millrace.metrics.ProfileInfo;
import io.millrace.profile.Profile;
import io.millrace.resolved.ResolvedConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which profile the producers of a gateway have, and how they get another one while requests come in. Thread-safe. */
final class Switchboard implements Switchable {
    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);
    private static final String DELIVERY_TIMEOUT = "delivery.timeout.ms";

    private final ResolvedConfig atStart;
    /** The profile that the process is switching to, or null. */
    private final AtomicReference<Profile> next = new AtomicReference<>();

    private volatile ResolvedConfig current;
    private volatile String problem;
    private volatile List<Lane> lanes = List.of();
    private ProfileInfo shown;

    Switchboard(ResolvedConfig atStart) {
        this.atStart = atStart;
        this.current = atStart;
        requireAcks(atStart);
    }

    private static void requireAcks(ResolvedConfig config) {
        if (config.gatewayProducer().text("acks").equals("0")) {
            throw new ConfigException(
                    "kafka.gateway.producer.acks=0: a gateway answers when Kafka has the events; use 1 or all");
        }
    }

    /** Shows the profile in effect there, from now on. */
    void show(ProfileInfo where) {
        shown = where;
        showCurrent();
    }

    private void showCurrent() {
        MillraceConfig now = current.config();
        shown.show(now.profile().name(), now.profile().digest(), now.guarantee());
    }

    /** Before anything else is called. */
    void connect(List<Lane> all) {
        lanes = all;
    }

    @Override
    public InstanceStatus status() {
        MillraceConfig config = current.config();
        Profile leadsTo = next.get();
        Map<String, PipelineStatus> pipelines = new TreeMap<>();
        lanes.forEach(lane -> pipelines.put(lane.name(), lane.status()));
        return new InstanceStatus(
                InstanceStatus.GATEWAY,
                config.applicationId(),
                config.profile().name(),
                config.profile().digest(),
                config.configuredProfile(),
                config.guarantee(),
                pipelines,
                leadsTo == null ? null : leadsTo.name(),
                problem);
    }

    /** Requests go on all the time: new producers take over from the old ones, which keep what they have until it is acknowledged. */
    @Override
    public void switchTo(Profile profile) {
        Profile other = next.compareAndExchange(null, profile);
        if (other != null) {
            throw SwitchRefusedException.busy(other.name());
        }
        try {
            ResolvedConfig target = ResolvedConfig.of(atStart.config().with(profile));
            requireAcks(target);
            LiveSwitch change = new LiveSwitch(lanes, target.config());
            problem = null;
            Thread switching = new Thread(() -> replace(change, target), "switch");
            switching.setDaemon(true);
            switching.start();
        } catch (RuntimeException | LinkageError e) {
            // Whatever it is: a process that stayed "switching" could never be switched again.
            next.set(null);
            throw SwitchRefusedException.unfit(e);
        }
    }

    private synchronized void replace(LiveSwitch change, ResolvedConfig target) {
        try (change) {
            Duration limit = target.config().timeouts().start();
            Duration patience =
                    Duration.ofMillis(Long.parseLong(current.gatewayProducer().text(DELIVERY_TIMEOUT)));
            if (change.run(limit, patience)) {
                current = target;
                showCurrent();
                LOG.atInfo()
                        .addKeyValue("profile", target.config().profile().name())
                        .log("Producers have the profile");
            } else {
                notSwitched(target, "Kafka did not tell of the topics within " + limit.toSeconds() + " s");
            }
        } catch (InterruptedException | RuntimeException e) {
            notSwitched(target, Secrets.hiddenIn(e.toString()));
        } finally {
            next.set(null);
        }
    }

    private void notSwitched(ResolvedConfig target, String why) {
        problem = why;
        LOG.atWarn()
                .addKeyValue("profile", target.config().profile().name())
                .addKeyValue("stays", current.config().profile().name())
                .addKeyValue("reason", why)
                .log(
                        "The profile was not switched: the producers stay as they were; switch again when the reason is gone");
    }

    /** To be called about once a second. */
    synchronized void repair() {
        lanes.forEach(lane -> lane.repair(current.config()));
    }
}
