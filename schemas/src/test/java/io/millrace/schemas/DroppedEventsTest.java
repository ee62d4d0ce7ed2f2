// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DroppedEventsTest {
    /** Golden: version 1, "logs", partition 3, RULE, two events. */
    private static final String BYTES = "02" + "086c6f6773" + "06" + "00" + "04" + "5402" + "14feffffff1f";

    private final DroppedEvents dropped = new DroppedEvents();
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void drop() {
        dropped.add(1, 1);
        dropped.clear();
        dropped.add(42, 1);
        dropped.add(52, 0xffffffffL);
    }

    @Test
    void shouldKeepTheBytesOfTheContract() {
        assertThat(HexFormat.of().formatHex(dropped.bytes("logs", 3, DropReason.RULE)))
                .isEqualTo(BYTES);
    }

    @Test
    void shouldTellWhatWasDropped() throws MalformedAvroException {
        DroppedEvents.read(dropped.bytes("logs", 3, DropReason.RULE), this::note);

        assertThat(told).containsExactly("logs-3-RULE-42 1", "logs-3-RULE-52 4294967295");
    }

    @Test
    void shouldTellNothingOfWhatIsMalformed() {
        byte[] whole = dropped.bytes("logs", 3, DropReason.RULE);
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length));
        }
        assertRefused(Arrays.copyOf(whole, whole.length + 1));
        assertRefused(null);
        whole[0] = 4;
        assertRefused(whole);
    }

    private void assertRefused(byte[] bytes) {
        assertThatThrownBy(() -> DroppedEvents.read(bytes, this::note)).isInstanceOf(MalformedAvroException.class);
        assertThat(told).isEmpty();
    }

    private void note(String topic, int partition, DropReason reason, long offset, long content) {
        told.add(topic + '-' + partition + '-' + reason + '-' + offset + ' ' + content);
    }
}
