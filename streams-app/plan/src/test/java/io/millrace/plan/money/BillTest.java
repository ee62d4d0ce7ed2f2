// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillTest {
    @TempDir
    Path folder;

    @Test
    void shouldMultiplyMachinesHoursAndPrice() throws IOException {
        // 50 machines of 8 cores at 0.3008 an hour cost that much, and not 600.
        Bill bill = new Bill(Prices.read(file("core.hour=0.0376")));

        bill.add("machines", 50.0 * 8 * Bill.HOURS, "core hours", Price.CORE_HOUR);

        assertThat(bill.total()).isEqualTo("10979.20");
    }

    @Test
    void shouldSumWhatItPrintsToTheCent() throws IOException {
        Bill bill = new Bill(Prices.read(file("core.hour=0.005")));

        for (int i = 0; i < 3; i++) {
            bill.add("core", 1, "core hours", Price.CORE_HOUR);
        }

        assertThat(bill.lines())
                .extracting(line -> line.amount().toPlainString())
                .containsOnly("0.01");
        assertThat(bill.total()).isEqualTo("0.03");
    }

    @Test
    void shouldRefusePriceFilesThatLackAnything() throws IOException {
        assertThatThrownBy(() -> Prices.read(file("core.hour=-1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("core.hour");
        assertThatThrownBy(() -> Prices.read(file("core.hour=cheap"))).hasMessageContaining("core.hour");
        assertThatThrownBy(() -> Prices.read(file("core.hour="))).hasMessageContaining("lacks core.hour");
        assertThatThrownBy(() -> Prices.read(file("core.hour.source="))).hasMessageContaining("lacks core.hour.source");
        assertThatThrownBy(() -> Prices.read(file("core.hours=1"))).hasMessageContaining("mean nothing: [core.hours]");
        assertThatThrownBy(() -> Prices.read(folder.resolve("none"))).hasMessageContaining("the price file");
    }

    /** The shipped prices, with a line more, which wins. */
    private Path file(String line) throws IOException {
        String shipped = new String(
                Prices.class.getResourceAsStream("aws-us-east-1.properties").readAllBytes(), StandardCharsets.UTF_8);
        return Files.writeString(folder.resolve("prices.properties"), shipped + line + '\n');
    }
}
