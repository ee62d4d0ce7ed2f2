// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class UnacknowledgedLogTest {
    private static final Exception AWAY = new TimeoutException("away");

    /** The clock may be near its end, where it goes on with negative numbers. */
    private static final long BEGIN = Long.MAX_VALUE - 1;

    @Test
    void shouldSayItAtOnceAndThenOnceAMinute() {
        UnacknowledgedLog log = new UnacknowledgedLog("orders", BEGIN);

        assertThat(log.say(AWAY, BEGIN)).isTrue();
        assertThat(log.say(AWAY, BEGIN + TimeUnit.SECONDS.toNanos(59))).isFalse();
        assertThat(log.say(AWAY, BEGIN + TimeUnit.SECONDS.toNanos(60))).isTrue();
        assertThat(log.say(AWAY, BEGIN + TimeUnit.SECONDS.toNanos(61))).isFalse();
    }
}
