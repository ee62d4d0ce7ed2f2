// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.admin.AdminEndpoint;
import io.millrace.admin.SwitchRefusedException;
import io.millrace.admin.Switchable;
import io.millrace.instance.InstanceStatus;
import io.millrace.instance.PipelineStatus;
import io.millrace.operations.instances.InstanceClient;
import io.millrace.profile.Profile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RollingSwitchTest {
    private static final Profile BEFORE = Profile.of("throughput", Map.of("commit.interval.ms", "30000"));
    private static final Profile AFTER = Profile.of("latency", Map.of("commit.interval.ms", "1000"));

    private final List<String> order = new ArrayList<>();
    private final List<AdminEndpoint> endpoints = new ArrayList<>();
    private final List<InstanceClient> clients = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @AfterEach
    void stop() {
        endpoints.forEach(AdminEndpoint::close);
    }

    /** Is not back at work before it was asked so often. */
    private final class Process implements Switchable {
        private final String name;
        private Profile profile = BEFORE;
        private Profile next;
        private int looksLeft;
        private String problem;
        private boolean refuses;
        private boolean goesBack;
        private String kind = InstanceStatus.STREAM;

        Process(String name) throws IOException {
            this.name = name;
            AdminEndpoint endpoint = new AdminEndpoint("127.0.0.1", 0, "token", this);
            endpoint.start();
            endpoints.add(endpoint);
            clients.add(new InstanceClient("http://127.0.0.1:" + endpoint.port(), "token"));
        }

        @Override
        public synchronized InstanceStatus status() {
            if (next != null && looksLeft-- <= 0) {
                order.add(name + " is back");
                profile = goesBack ? profile : next;
                problem = goesBack ? "no room" : null;
                next = null;
            }
            return new InstanceStatus(
                    kind,
                    "app",
                    profile.name(),
                    profile.digest(),
                    "",
                    "at_least_once",
                    Map.of("p", new PipelineStatus(next == null ? "RUNNING" : "REBALANCING", null)),
                    next == null ? null : next.name(),
                    problem);
        }

        @Override
        public synchronized void switchTo(Profile other) {
            if (refuses) {
                throw SwitchRefusedException.unfit(new IllegalStateException("it does not fit"));
            }
            order.add(name + " stops");
            next = other;
            looksLeft = 2;
        }
    }

    private RollingSwitch to(Profile profile) {
        return new RollingSwitch(clients, profile, Duration.ofSeconds(20), said::add);
    }

    @Test
    void shouldWaitForEachProcessToBeBackBeforeTheNextOneStops() throws IOException {
        Process first = new Process("first");
        Process second = new Process("second");

        to(AFTER).run();

        assertThat(order).containsExactly("first stops", "first is back", "second stops", "second is back");
        assertThat(List.of(first.profile, second.profile)).containsOnly(AFTER);
        assertThat(said).hasSize(2).allMatch(line -> line.contains("switched from throughput to latency in"));
    }

    @Test
    void shouldStopAtTheFirstThatRefusesAndSayHowToGoOn() throws IOException {
        new Process("first");
        Process second = new Process("second");
        Process third = new Process("third");
        second.refuses = true;

        assertThatExceptionOfType(SwitchFailedException.class)
                .isThrownBy(() -> to(AFTER).run())
                .withMessageContaining("it does not fit")
                .withMessageContaining("1 of 3 processes run latency")
                .withMessageContaining("resumes");
        assertThat(third.profile).isEqualTo(BEFORE);
    }

    @Test
    void shouldResumeWhereItEndedAndGoBackTheSameWay() throws IOException {
        new Process("first");
        Process second = new Process("second");
        second.refuses = true;
        assertThatExceptionOfType(SwitchFailedException.class)
                .isThrownBy(() -> to(AFTER).run());
        second.refuses = false;
        order.clear();

        to(AFTER).run();
        assertThat(order).containsExactly("second stops", "second is back");

        to(BEFORE).run();
        assertThat(clients).allMatch(client -> client.status().runs(BEFORE.name(), BEFORE.digest()));
    }

    @Test
    void shouldJoinASwitchThatIsGoingOn() throws IOException {
        Process first = new Process("first");
        first.switchTo(AFTER);

        to(AFTER).run();

        assertThat(order).containsExactly("first stops", "first is back");
    }

    @Test
    void shouldSayWhyAProcessWentBack() throws IOException {
        new Process("first").goesBack = true;

        assertThatExceptionOfType(SwitchFailedException.class)
                .isThrownBy(() -> to(AFTER).run())
                .withMessageContaining("went back to throughput: no room");
    }

    @Test
    void shouldGiveUpOnAProcessThatDoesNotComeBack() throws IOException {
        new Process("first").looksLeft = Integer.MAX_VALUE;
        RollingSwitch impatient = new RollingSwitch(clients, AFTER, Duration.ZERO, said::add);

        assertThatExceptionOfType(SwitchFailedException.class)
                .isThrownBy(impatient::run)
                .withMessageContaining("REBALANCING after 0 s");
    }

    @Test
    void shouldTellStreamProcessesFromGateways() throws IOException {
        new Process("first");
        new Process("second").kind = InstanceStatus.GATEWAY;

        assertThat(to(AFTER).requireAll("app")).isEqualTo(1);
    }

    @Test
    void shouldTouchNothingOfAnotherApplication() throws IOException {
        new Process("first");

        assertThatExceptionOfType(SwitchFailedException.class)
                .isThrownBy(() -> to(AFTER).requireAll("other"))
                .withMessageContaining("the application app, not other")
                .withMessageContaining("nothing was changed");
        assertThat(order).isEmpty();
    }
}
