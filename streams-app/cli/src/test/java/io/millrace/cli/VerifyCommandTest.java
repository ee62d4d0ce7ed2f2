// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.app.Commands;
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
}
