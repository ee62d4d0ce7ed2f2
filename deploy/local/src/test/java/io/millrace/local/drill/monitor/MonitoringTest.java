// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a drill proves, it proves of the files that are shipped. */
class MonitoringTest {
    private static final Path SHIPPED = Path.of(System.getProperty("millrace.home"), "deploy", "monitoring");

    @Test
    void shouldChangeNothingOfTheScrapesButTheAddresses() {
        Map<String, Object> shipped = Yaml.read(SHIPPED.resolve("prometheus.yml"));

        Map<String, Object> used = Monitoring.scraping(
                Yaml.read(SHIPPED.resolve("prometheus.yml")), Map.of("millrace-stream", List.of("here:1")), "here:2");

        assertThat(targets(used)).startsWith(targets("here:1")).hasSizeGreaterThan(2);
        assertThat(targets(used).subList(1, targets(used).size())).allMatch(targets()::equals);
        assertThat(alertmanagers(used)).containsExactly(targets("here:2"));
        withoutAddresses(shipped);
        withoutAddresses(used);
        assertThat(used).isEqualTo(shipped);
    }

    private static List<Map<String, List<String>>> targets(String... addresses) {
        return List.of(Map.of("targets", List.of(addresses)));
    }

    private static List<Object> targets(Map<String, Object> file) {
        return Yaml.maps(file.get("scrape_configs")).stream()
                .map(job -> job.get("static_configs"))
                .toList();
    }

    private static List<Object> alertmanagers(Map<String, Object> file) {
        return Yaml.maps(Yaml.map(file.get("alerting")).get("alertmanagers")).stream()
                .map(one -> one.get("static_configs"))
                .toList();
    }

    private static void withoutAddresses(Map<String, Object> file) {
        Yaml.maps(file.get("scrape_configs")).forEach(job -> job.remove("static_configs"));
        Yaml.maps(Yaml.map(file.get("alerting")).get("alertmanagers")).forEach(one -> one.remove("static_configs"));
    }

    @Test
    void shouldChangeNothingOfTheRoutesButWhereReceiversAre() {
        Map<String, Object> used =
                Monitoring.telling(Yaml.read(SHIPPED.resolve("alertmanager.yml")), URI.create("http://localhost:9095"));

        assertThat(used).isEqualTo(Yaml.read(SHIPPED.resolve("alertmanager.yml")));
        assertThat(Monitoring.telling(used, URI.create("http://here:1")).toString())
                .contains("http://here:1/on-call", "http://here:1/tickets", "http://here:1/watchdog")
                .doesNotContain("9095");
    }
}
