// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.stack.GatewayPorts;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PlaceOptionsTest {
    private static PlaceOptions parse(String... arguments) {
        return CommandLine.populateCommand(new PlaceOptions(), arguments);
    }

    @Test
    void shouldTakeItsOwnDefaults() {
        assertThat(parse("--brokers", "9", "--instances", "9").ports().kafka()).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--kafka-port=65536",
                "--s3-port=0",
                "--http-port=-1",
                "--connect-port=2147483647",
                "--s3-port=9092"
            })
    void shouldRefuseAPortThatIsNoneOrTaken(String option) {
        assertThatThrownBy(() -> parse(option).ports())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option.substring(0, option.indexOf('=')));
    }

    @Test
    void shouldGiveEachGatewayPortsOfItsOwn() {
        assertThat(parse().gatewayPorts()).isEmpty();
        assertThat(parse("--gateways=2").gatewayPorts())
                .containsExactly(new GatewayPorts(8088, 8290, 8390), new GatewayPorts(8089, 8291, 8391));
        assertThatThrownBy(() -> parse("--gateways=-1").gatewayPorts())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("0 to 9");
    }

    @Test
    void shouldRefuseAGatewayWhereAStreamProcessIs() {
        assertThat(parse("--gateway-port=8090").ports()).isNotNull();
        assertThatThrownBy(() -> parse("--gateways=1", "--gateway-port=8090").ports())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("8090 is taken by --http-port");
    }

    @Test
    void shouldRefuseMoreProcessesThanThereArePortsLeft() {
        assertThatThrownBy(() -> parse("--brokers=2", "--kafka-port=65535").ports())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("2 are needed");
    }
}
