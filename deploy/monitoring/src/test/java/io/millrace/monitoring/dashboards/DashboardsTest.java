// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.millrace.kit.GeneratedFile;
import io.millrace.monitoring.Places;
import io.millrace.monitoring.Rule;
import io.millrace.monitoring.Yaml;
import io.millrace.monitoring.dashboards.Panel.Kind;
import io.millrace.monitoring.dashboards.Panel.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Grafana is given: the files are those of the code, it can import them, and they show no more than they know. */
class DashboardsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SETTING = Pattern.compile("[a-z]+(?:\\.[a-z]+)+");
    private static final Path FOLDER = Places.MONITORING.resolve("dashboards");

    static List<Dashboard> boards() {
        return Boards.all();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void shouldBeWhatTheCodeSays(Dashboard board) throws IOException {
        GeneratedFile.assertCurrent("deploy/monitoring/dashboards/" + board.uid() + ".json", Grafana.json(board));
    }

    @Test
    void shouldHaveNoOtherFiles() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json")))
                    .containsExactlyInAnyOrderElementsOf(boards().stream()
                            .map(board -> board.uid() + ".json")
                            .toList());
        }
    }

    /** A ConfigMap holds one, as the annotation that kubectl makes of what it applies has no room for all. */
    @Test
    void shouldGiveAllOfThemToKubernetes() throws IOException {
        Map<String, List<Map<String, Object>>> kustomization = Yaml.read(FOLDER.resolve("kustomization.yaml"));

        assertThat(kustomization.get("configMapGenerator"))
                .extracting(map -> map.get("files"))
                .containsExactlyElementsOf(boards().stream()
                        .map(board -> List.of(board.uid() + ".json"))
                        .toList());
    }

    @Test
    void shouldGiveAllOfThemToAGrafanaBesideTheLocalStack() throws IOException {
        Map<String, List<Map<String, Map<String, String>>>> provisioning =
                Yaml.read(Places.MONITORING.resolve("grafana-provisioning/dashboards/millrace.yml"));

        assertThat(provisioning.get("providers").get(0).get("options"))
                .containsEntry("path", "${MILLRACE_HOME}/" + Places.HOME.relativize(FOLDER));
    }

    /** Part of addresses that people keep. */
    @Test
    void shouldKeepTheirAddresses() {
        assertThat(boards())
                .extracting(Dashboard::uid)
                .containsExactly(
                        "millrace-overview",
                        "millrace-stream",
                        "millrace-sinks",
                        "millrace-gateway",
                        "millrace-processes");
    }

    @ParameterizedTest
    @MethodSource("boards")
    void shouldFitGrafanasSchema(Dashboard board) throws IOException {
        assertThat(schema().validate(json(board))).isEmpty();
    }

    @Test
    void shouldNotFitGrafanasSchemaWithAFieldThatThereIsNot() throws IOException {
        JsonNode json = json(Boards.all().get(0));
        ((ObjectNode) json.at("/panels/1/fieldConfig/defaults")).put("units", "s");

        assertThat(schema().validate(json)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void shouldFillItsWidthWithoutOverlaps(Dashboard board) throws IOException {
        Set<Integer> ids = new TreeSet<>();
        List<String> cells = new ArrayList<>();
        for (JsonNode panel : json(board).path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            JsonNode place = panel.path("gridPos");
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    cells.add((place.path("y").asInt() + y) + ":"
                            + (place.path("x").asInt() + x));
                }
            }
        }
        assertThat(cells).doesNotHaveDuplicates();
        int lines = cells.size() / Grafana.WIDTH;
        assertThat(cells)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.iterate(0, cell -> cell < lines * Grafana.WIDTH, cell -> cell + 1)
                                .map(cell -> cell / Grafana.WIDTH + ":" + cell % Grafana.WIDTH)
                                .toList());
    }

    @Test
    void shouldRefuseARowWithAGap() {
        Panel panel = Panel.of(Kind.LINES, "t", Unit.COUNT, "d").query("up", "");

        assertThatThrownBy(() -> Row.of("Gap?", 2, panel, panel, panel)).hasMessageContaining("leaves a gap");
    }

    @ParameterizedTest
    @MethodSource("boards")
    void shouldAskTheChosenDataSourceAndSayWhatItShows(Dashboard board) throws IOException {
        JsonNode json = json(board);
        assertThat(json.findValues("datasource"))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source.path("uid").asText()).isEqualTo("${datasource}"));
        for (JsonNode panel : panels(json)) {
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(panel.path("description").asText()).as(title).endsWith(".");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                    .as(title)
                    .isNotBlank();
            assertThat(panel.path("targets")).as(title).isNotEmpty().allSatisfy(target -> {
                assertThat(target.path("expr").asText()).isNotBlank();
                assertThat(target.path("datasource")).isNotEmpty();
            });
        }
    }

    @Test
    void shouldNameSettingsThatThereAre() throws IOException {
        String settings = Files.readString(Places.HOME.resolve("CONFIG.md"));

        assertThat(boards().stream()
                        .flatMap(Dashboard::panels)
                        .flatMap(panel -> SETTING.matcher(panel.description()).results())
                        .map(MatchResult::group))
                .hasSizeGreaterThan(5)
                .allMatch(settings::contains);
    }

    /** With "last not null" or over a range, the last sample of a process that is gone would look like one of now. */
    @ParameterizedTest
    @MethodSource("boards")
    void shouldNotCarryOldSamplesIntoThePresent(Dashboard board) throws IOException {
        JsonNode json = json(board);
        assertThat(json.path("refresh").asText()).isEqualTo("30s");
        for (JsonNode panel : panels(json)) {
            boolean now = Set.of("stat", "table").contains(panel.path("type").asText());
            assertThat(panel.path("targets")).allSatisfy(target -> {
                assertThat(target.path("instant").asBoolean()).isEqualTo(now);
                assertThat(target.path("range").asBoolean()).isEqualTo(!now);
            });
            assertThat(panel.at("/fieldConfig/defaults/custom/spanNulls").asBoolean())
                    .isFalse();
            assertThat(panel.at("/options/reduceOptions/calcs"))
                    .allSatisfy(calc -> assertThat(calc.asText()).isEqualTo("last"));
        }
    }

    @Test
    void shouldShowWhatEachAlertIsAboutAndLinkToItsRunbook() throws IOException {
        Set<String> shown = boards().stream()
                .flatMap(Dashboard::panels)
                .flatMap(panel -> panel.shown().stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(shown)
                .containsExactlyElementsOf(
                        Rule.all().stream().map(Rule::alert).collect(Collectors.toCollection(TreeSet::new)));
        assertThat(Grafana.json(SinksBoard.of()))
                .contains("\"url\" : \"${project:raw}/deploy/runbooks/MillraceSinkStalled.md\"");
    }

    @Test
    void shouldBeWhereTheAlertSays() throws IOException {
        Map<String, Set<String>> places = new TreeMap<>();
        for (Dashboard board : boards()) {
            for (JsonNode panel : json(board).path("panels")) {
                String place =
                        "/d/" + board.uid() + "?viewPanel=" + panel.path("id").asInt();
                panel.path("links").forEach(link -> places.computeIfAbsent(
                                link.path("title").asText().replace("Runbook of ", ""), alert -> new TreeSet<>())
                        .add(place));
            }
        }
        assertThat(Rule.all()).allSatisfy(rule -> assertThat(rule.annotations().get("dashboard_url"))
                .as(rule.alert())
                .isIn(places.get(rule.alert())));
    }

    /** In red and orange where the alert begins, whatever its rule says; less is worse for some. */
    @Test
    void shouldColourWhereTheAlertBegins() throws IOException {
        assertThat(steps(GatewayBoard.of(), "Share of requests refused for a moment"))
                .containsExactly("null green", "0.05 red", "0.5 dark-red");
        assertThat(steps(ProcessesBoard.of(), "Free on the disk with the state"))
                .containsExactly("null orange", "0.2 green");
        assertThat(steps(ProcessesBoard.of(), "Partitions that take no writes"))
                .containsExactly("null green", "1.0E-9 dark-red");
        assertThat(steps(SinksBoard.of(), "Outage")).containsExactly("null green", "1 red");
        assertThat(steps(OverviewBoard.of(), "Stream processes")).containsExactly("null dark-red", "1.0 green");
        assertThat(StreamBoard.of().queries())
                .extracting(Query::expr)
                .contains("(2 * millrace_commit_interval_seconds{job=~\"$job\",instance=~\"$instance\"} + 10)");
    }

    private static List<String> steps(Dashboard board, String title) throws IOException {
        for (JsonNode panel : panels(json(board))) {
            if (panel.path("title").asText().equals(title)) {
                List<String> steps = new ArrayList<>();
                panel.at("/fieldConfig/defaults/thresholds/steps")
                        .forEach(step -> steps.add(step.path("value").asText() + " "
                                + step.path("color").asText()));
                return steps;
            }
        }
        throw new AssertionError("There is no panel " + title);
    }

    /** All but the headers of rows. */
    private static List<JsonNode> panels(JsonNode json) {
        List<JsonNode> panels = new ArrayList<>();
        json.path("panels").forEach(panels::add);
        panels.removeIf(panel -> panel.path("type").asText().equals("row"));
        return panels;
    }

    private static JsonNode json(Dashboard board) throws IOException {
        return JSON.readTree(Grafana.json(board));
    }

    private static Schema schema() throws IOException {
        try (InputStream file = DashboardsTest.class.getResourceAsStream("/dashboard.jsonschema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(file);
        }
    }
}
