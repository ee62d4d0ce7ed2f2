// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every overlay renders, fits the models and keeps the policy; and what does not is found. */
class OverlaysTest {
    private static final Path EXAMPLES = Kustomize.folder().resolve("examples");
    private static final Path PRODUCTION = EXAMPLES.resolve("production");

    static List<Path> overlays() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void shouldKeepThePolicy(Path overlay) {
        assertThat(Policy.violations(Overlay.of(Models.documents(Kustomize.render(overlay)))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"small, none", "production, tls"})
    void shouldHaveWhatTheCommandPrints(String overlay, String authentication) throws IOException {
        Path folder = EXAMPLES.resolve(overlay);
        Path file = folder.resolve("strimzi.yaml");
        String printed = StrimziResources.print(folder.resolve("millrace.properties"), authentication);
        if (Boolean.getBoolean("millrace.update.docs")) {
            Files.writeString(file, printed);
        }
        assertThat(file)
                .as("stale: run the tests of this module with -Dmillrace.update.docs=true, and look at what changed")
                .content()
                .isEqualTo(printed);
    }

    /** With another profile, the components of the profile and its settings go together. */
    @ParameterizedTest
    @CsvSource({"throughput", "latency", "durability", "availability"})
    void shouldKeepThePolicyUnderEachProfile(String profile) throws IOException {
        Path folder = Kustomize.scratch();
        try (Stream<Path> files = Files.list(PRODUCTION)) {
            for (Path file : files.toList()) {
                Files.writeString(
                        folder.resolve(file.getFileName()),
                        Files.readString(file)
                                .replace("profile=durability", "profile=" + profile)
                                .replace("profiles/durability", "profiles/" + profile));
            }
        }
        Files.writeString(
                folder.resolve("strimzi.yaml"), StrimziResources.print(folder.resolve("millrace.properties"), "tls"));

        assertThat(Policy.violations(Overlay.of(Models.documents(Kustomize.render(folder)))))
                .isEmpty();
    }

    @Test
    void shouldFindAPortThatIsNotListenedOn() {
        List<JsonNode> documents = production();
        JsonNode policy = document(documents, "NetworkPolicy", "millrace-gateway");
        ((ObjectNode) policy.at("/spec/ingress/0/ports/0")).put("port", 8089);

        assertThat(Policy.violations(Overlay.of(documents)))
                .containsExactly(
                        "millrace-gateway: the ports that are open is [8070, 8080, 8089], not [8070, 8080, 8088]");
    }

    @Test
    void shouldFindAFieldThatThereIsNot() {
        List<JsonNode> documents = production();
        ((ObjectNode) document(documents, "StatefulSet", "millrace-stream").at("/spec/template/spec"))
                .put("terminationGracePeriod", 60);

        assertThatThrownBy(() -> Overlay.of(documents)).hasMessageContaining("\"terminationGracePeriod\"");

        List<JsonNode> others = production();
        ((ObjectNode) document(others, "KafkaConnect", "millrace-connect").path("spec")).put("replicaz", 2);

        assertThatThrownBy(() -> Overlay.of(others)).hasMessageContaining("\"replicaz\"");
    }

    @Test
    void shouldFindAnAclThatIsMissing() {
        List<JsonNode> documents = production();
        ((ArrayNode) document(documents, "KafkaUser", "millrace-gateway").at("/spec/authorization/acls")).remove(0);

        assertThat(Policy.violations(Overlay.of(documents)))
                .singleElement()
                .asString()
                .startsWith("the ACLs of millrace-gateway");
    }

    @Test
    void shouldFindASecretThatIsNotMounted() {
        List<JsonNode> documents = production();
        ((ObjectNode) document(documents, "Deployment", "millrace-gateway").at("/spec/template/spec/containers/0"))
                .withArray("volumeMounts")
                .forEach(mount -> ((ObjectNode) mount)
                        .put("mountPath", mount.path("mountPath").asText().replace("/clients", "/others")));

        assertThat(Policy.violations(Overlay.of(documents)))
                .containsExactly("millrace-gateway has no secret in /etc/millrace-secrets/clients");
    }

    @Test
    void shouldFindTheComponentOfAnotherProfile() {
        List<JsonNode> documents = production();
        ((ObjectNode) document(documents, "StatefulSet", "millrace-stream").at("/spec/template/metadata/annotations"))
                .put("millrace.io/profile", "latency");

        assertThat(Policy.violations(Overlay.of(documents)))
                .containsExactly("millrace-stream: its profile, beside the component is durability, not latency");
    }

    @Test
    void shouldFindALookForLossesThatCannotLookEverywhere() {
        List<JsonNode> documents = production().stream()
                .filter(document -> !document.at("/metadata/name").asText().equals("millrace-verify-postgres"))
                .toList();

        assertThat(Policy.violations(Overlay.of(documents)))
                .containsExactly(
                        "millrace-verify: the ports it may go to is [53, 443, 8081, 9093, 9200], not [53, 443, 5432, 8081, 9093, 9200]");
    }

    @Test
    void shouldFindALookForLossesThatIsTooOftenAndTwice() {
        List<JsonNode> documents = production();
        JsonNode spec = document(documents, "Deployment", "millrace-verify").path("spec");
        ((ObjectNode) spec).put("replicas", 2);
        ((ArrayNode) spec.at("/template/spec/containers/0/args")).set(1, TextNode.valueOf("500ms"));

        assertThat(Policy.violations(Overlay.of(documents)))
                .containsExactly(
                        "millrace-verify has more than one process at a time",
                        "millrace-verify has an interval below max.age.ms of clicks",
                        "millrace-verify has an interval below max.age.ms of orders");
    }

    @Test
    void shouldFindAnEndThatComesTooEarly() {
        List<JsonNode> documents = production();
        ((ObjectNode) document(documents, "Deployment", "millrace-gateway").at("/spec/template/spec"))
                .put("terminationGracePeriodSeconds", 30);

        assertThat(Policy.violations(Overlay.of(documents)))
                .containsExactly("millrace-gateway has less than PT50S to end");
    }

    /** Else an alert on a job that nobody has would never fire. */
    @Test
    void shouldNameJobsAsAlertRulesDo() throws IOException {
        String rules = Files.readString(Kustomize.folder().resolveSibling("monitoring/rules/millrace.yml"));
        Set<String> used = Pattern.compile("job=~?\"([^\"]+)\"")
                .matcher(rules)
                .results()
                .flatMap(match -> Stream.of(match.group(1).split("\\|")))
                .collect(Collectors.toSet());
        List<String> given = production().stream()
                .filter(document -> document.path("kind").asText().endsWith("Monitor"))
                .flatMap(monitor -> monitor.findValuesAsText("replacement").stream())
                .toList();

        assertThat(given).containsExactlyInAnyOrderElementsOf(used);
    }

    /** As the Prometheus operator takes them. What they say, and how soon, is proven where they are. */
    @Test
    void shouldHaveTheRulesOfPrometheus() throws IOException {
        Path rules = Kustomize.folder().resolveSibling("monitoring/rules/millrace.yml");
        Path file = Kustomize.folder().resolve("components/monitoring/rules.yaml");
        String written = PrometheusRules.resource(Files.readString(rules));
        if (Boolean.getBoolean("millrace.update.docs")) {
            Files.writeString(file, written);
        }
        assertThat(file)
                .as("stale: run the tests of this module with -Dmillrace.update.docs=true")
                .content()
                .isEqualTo(written);

        JsonNode here = document(production(), "PrometheusRule", "millrace");
        assertThat(here.at("/spec/groups"))
                .isNotEmpty()
                .isEqualTo(Models.documents(Files.readString(rules)).get(0).path("groups"));
    }

    @Test
    void shouldHaveTheDashboardsWhereGrafanaLooksForThem() {
        assertThat(production())
                .filteredOn(document -> document.at("/metadata/labels/grafana_dashboard")
                        .asText()
                        .equals("1"))
                .hasSize(5)
                .allSatisfy(map -> assertThat(map.path("kind").asText()).isEqualTo("ConfigMap"));
    }

    /** So that a value is changed in one place: nothing below knows a broker, an address or an image's registry. */
    @Test
    void shouldHaveNothingOfASiteOutsideTheOverlays() throws IOException {
        try (Stream<Path> files = Stream.concat(
                Files.walk(Kustomize.folder().resolve("base")),
                Files.walk(Kustomize.folder().resolve("components")))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file).content().doesNotContain("example.com", "kafka-bootstrap", "://");
            }
        }
    }

    private static List<JsonNode> production() {
        return Models.documents(Kustomize.render(PRODUCTION));
    }

    private static JsonNode document(List<JsonNode> documents, String kind, String name) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind)
                        && document.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
