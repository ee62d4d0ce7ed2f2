package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PlaceOptionsTest {
    private static PlaceOptions options(String... arguments) {
        return CommandLine.populateCommand(new PlaceOptions(), arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "--kafka-port, 65534, 65535",
        "--controller-port, 0, 65535",
        "--registry-port, 70000, 65535",
        "--s3-port, -1, 65535",
        "--http-port, 65534, 65535",
        "--admin-port, 99999, 65535"
    })
    void shouldNameTheOptionWhosePortsThereAreNot(String option, String port, String last) {
        PlaceOptions options = options(option, port, "--brokers", "3", "--instances", "3");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> {
                    options.ports();
                    options.streamPorts();
                })
                .withMessageContaining(option)
                .withMessageContaining(port)
                .withMessageContaining(last);
    }

    @Test
    void shouldTakeTheLastPorts() {
        assertThat(options("--http-port", "65533", "--instances", "3").streamPorts())
                .hasSize(3);
    }
}
