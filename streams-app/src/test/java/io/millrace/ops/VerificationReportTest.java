package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.config.MillraceConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationReportTest {
    private static final MillraceConfig CONFIG = MillraceConfig.of(Map.of(
            "pipelines", "logs", "s3.bucket", "lake", "s3.prefix", "raw", "processing.guarantee", "at_least_once"));

    private final Books good = new Books().produced(0, 0, 1_233).batched(0, 0, 1_233);
    private final Books lossy =
            new Books().produced(2, 0, 999).batched(2, 0, 499).batched(2, 620, 999);

    @Test
    void shouldWriteTheReportAsDesigned(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new/report.json");

        VerificationReport.write(
                report(lossy, new Delivery(880, 0, null, 0, null, 0, 0)).json(), file);

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        JsonNode logs = json.get("pipeline").get("logs");
        assertThat(json.get("conserved").booleanValue()).isFalse();
        assertThat(logs.get("produced").longValue()).isEqualTo(1_000);
        assertThat(logs.get("batched").longValue()).isEqualTo(880);
        assertThat(logs.get("deadLettered").longValue()).isZero();
        assertThat(logs.get("late").longValue()).isZero();
        assertThat(logs.get("batches").longValue()).isEqualTo(2);
        assertThat(logs.get("delivered").longValue()).isEqualTo(880);
        assertThat(logs.get("missing").longValue()).isEqualTo(120);
        assertThat(json.get("findings")).hasSize(1);
    }

    @Test
    void shouldLeaveTheDeliveredOpenWhereNoBucketIs() {
        JsonNode logs = report(good, null).json().get("pipeline").get("logs");

        assertThat(logs.get("delivered").isNull()).isTrue();
        assertThat(logs.get("conserved").booleanValue()).isTrue();
    }

    @Test
    void shouldAlignTheTable() {
        Map<String, Balance> pipelines = new LinkedHashMap<>();
        pipelines.put("logs", good.balance());
        pipelines.put("orders-of-the-shop", new Books().balance());

        List<String> lines = ReportTable.of(pipelines).lines().toList();

        assertThat(lines.get(0)).isEqualTo("                           logs   orders-of-the-shop");
        assertThat(lines.get(1)).isEqualTo("produced                  1,234                    0");
        assertThat(lines).allMatch(line -> line.length() == lines.get(0).length());
    }

    @Test
    void shouldBeginANewTableWhenTheLineIsFull() {
        Map<String, Balance> pipelines = new LinkedHashMap<>();
        for (int i = 0; i < 7; i++) {
            pipelines.put("p" + i, good.balance());
        }

        String table = ReportTable.of(pipelines);

        assertThat(table.lines().filter(line -> line.startsWith("produced"))).hasSize(2);
    }

    @Test
    void shouldSayWhatIsMissingAndWhy() {
        assertThat(report(lossy, new Delivery(880, 0, null, 0, null, 0, 0)).findings())
                .containsExactly("logs: 120 events of partition 2, offsets 500..619, are neither batched nor"
                        + " dead-lettered: they are still open (max.age 15 s) or the stream is not running");
    }

    @Test
    void shouldSayWhatIsNotDelivered() {
        Delivery delivery = new Delivery(0, 1, Books.id(0, 0, 1_233), 1, "raw/100%d.avro has no sha256", 0, 2);

        List<String> findings = report(good, delivery).findings();

        assertThat(findings).hasSize(3);
        assertThat(findings.get(0))
                .startsWith("logs: batches without a good object in s3://lake/raw/logs/: 1, the first"
                        + " logs.events-0-0-1233; the S3 sink");
        assertThat(findings.get(1)).contains("raw/100%d.avro has no sha256");
        assertThat(findings.get(2)).startsWith("logs: objects in s3://lake/raw/logs/ of no batch on logs.batches: 2;");
    }

    @Test
    void shouldNameAFewPartitionsOnly() {
        Books books = new Books();
        for (int partition = 0; partition < 9; partition++) {
            books.produced(partition, 0, 0);
        }

        List<String> findings = report(books, null).findings();

        assertThat(findings).hasSize(5);
        assertThat(findings.get(4)).isEqualTo("logs: the same holds for events of 5 more partitions");
    }

    @Test
    void shouldEndWithOneSentenceWhenAllIsWell() {
        assertThat(report(good, new Delivery(1_234, 0, null, 0, null, 0, 0)).text())
                .endsWith(
                        "\nConserved: every event is in exactly one batch or dead letter, and every batch is where it was"
                                + " to go.\n");
    }

    private static VerificationReport report(Books books, Delivery delivery) {
        Balance balance = books.conservation.balance(delivery);
        return new VerificationReport(
                Map.of("logs", balance), new Findings(CONFIG.pipeline("logs"), CONFIG).of(balance));
    }
}
