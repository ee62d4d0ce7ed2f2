// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortBlocksTest {
    @Test
    void shouldGiveNoPortTwiceAlthoughNobodyListensYet() {
        // Given: as if in two processes
        PortBlocks one = new PortBlocks();
        PortBlocks other = new PortBlocks();

        // When
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            ports.add(one.next());
            ports.add(other.next());
        }

        // Then
        assertThat(ports).doesNotHaveDuplicates().allMatch(Ports::isFree);
    }
}
