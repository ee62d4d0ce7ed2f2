// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://registry",
                "https://my_registry:8081",
                "http://[::1]:1/base/path",
                "http://10.0.0.1:65535/",
                "https://host/a?b=c#d"
            })
    void shouldTakeAnAddressAsItIs(String url) {
        assertThat(HttpUrl.parse("key", url)).isEqualTo(new HttpUrl(url, null));
    }

    @Test
    void shouldTellUserAndPasswordFromTheAddress() {
        HttpUrl url = HttpUrl.parse("key", "https://me:hun@ter%2F2@host:8081/x");

        assertThat(url.address()).isEqualTo("https://host:8081/x");
        assertThat(url.userInfo()).isEqualTo("me:hun@ter/2");
        assertThat(url).hasToString("https://host:8081/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host:8081",
                "ftp://host",
                "http://",
                "http://host:0",
                "http://host:65536",
                "http://host:port",
                "http://host:",
                "http://a b",
                "http://me:hunter2@host:99999",
                "http://me:hun@hunter2@host:99999",
                "http://me:hunter2/hunter2@host",
                "http://me:8/hunter2@host",
                "http://me:hunter2",
                "http://me:8hunter2",
                "me:hunter2@host"
            })
    void shouldRefuseWhatIsNoneWithoutItsPassword(String url) {
        assertThatThrownBy(() -> HttpUrl.parse("the.key", url))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("the.key")
                .hasMessageContaining(HttpUrl.ALLOWED)
                .message()
                .doesNotContain("hunter2");
    }
}
