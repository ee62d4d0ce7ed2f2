// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.app.Commands;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerifyCommandTest {
    @Test
    void shouldNotClaimALossWhenItCannotEvenStart() {
        int noPipeline = Commands.run(new VerifyCommand());
        int unknownPipeline = Commands.run(new VerifyCommand(), "-s", "pipelines=logs", "-p", "clicks");
        int noDuration = Commands.run(new VerifyCommand(), "--wait", "long");

        assertThat(noPipeline).isEqualTo(2);
        assertThat(unknownPipeline).isEqualTo(2);
        assertThat(noDuration).isEqualTo(2);
    }

    @Test
    void shouldNotClaimALossWhenSomethingUnforeseenHappens() {
        int noSuchClass = Commands.run(
                new VerifyCommand(),
                "-s",
                "pipelines=logs",
                "-s",
                "kafka.consumer.interceptor.classes=no.such.Interceptor");
        int noBroker = Commands.run(
                new VerifyCommand(), "-s", "pipelines=logs", "-s", "bootstrap.servers=no-such-host.invalid:1");

        assertThat(noSuchClass).isEqualTo(2);
        assertThat(noBroker).isEqualTo(2);
    }

    @Test
    void shouldTakeDeepInBothForms() {
        int deep = Commands.run(new VerifyCommand(), "--deep", "--help");
        int flat = Commands.run(new VerifyCommand(), "--no-deep", "--help");

        assertThat(deep).isZero();
        assertThat(flat).isZero();
    }

    @Test
    void shouldRefuseToTakeOpenEventsForLost() {
        String[] every = {"-s", "pipelines=logs", "-s", "pipelines.logs.max.age.ms=60000", "--every"};

        assertThat(run(every, "60s")).isEqualTo(2);
        assertThat(run(every, "2m", "--wait", "1s")).isEqualTo(2);
        assertThat(run(every, "2m", "--report", "r.json")).isEqualTo(2);
        assertThat(Commands.run(new VerifyCommand(), "--metrics-port", "8095")).isEqualTo(2);
    }

    private static int run(String[] first, String... then) {
        return Commands.run(
                new VerifyCommand(),
                Stream.concat(Stream.of(first), Stream.of(then)).toArray(String[]::new));
    }
}
