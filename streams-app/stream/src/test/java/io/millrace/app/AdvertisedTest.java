// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.config.MillraceConfig;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvertisedTest {
    private static MillraceConfig config(String host, String advertised) {
        return MillraceConfig.of(Map.of("http.host", host, "http.advertised", advertised));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, '', 127.0.0.1:1234",
        "::1, '', [::1]:1234",
        "0.0.0.0, a.example, a.example:1234",
        "0.0.0.0, a.example:80, a.example:80",
        "0.0.0.0, [::1], [::1]:1234",
        "0.0.0.0, [::1]:80, [::1]:80"
    })
    void shouldNameThePortThatIsBoundUnlessAnotherIsGiven(String host, String advertised, String expected) {
        assertThat(Advertised.address(config(host, advertised), 1234)).isEqualTo(expected);
    }

    @Test
    void shouldNotAdvertiseAllAddresses() {
        assertThat(Advertised.address(config("0.0.0.0", ""), 1234))
                .endsWith(":1234")
                .doesNotContain("0.0.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a", "a:", "a:0", "a:70000", "::1", "a b", "a:80:80"})
    void shouldRefuseWhatIsNoAddress(String advertised) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config("127.0.0.1", advertised))
                .withMessageContaining("http.advertised")
                .withMessageContaining("must be host or host:port");
    }
}
