// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.verify;

import static io.millrace.operations.verify.account.Books.ALL_THERE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.config.MillraceConfig;
import io.millrace.config.sinks.Sink;
import io.millrace.operations.verify.Conclusions;
import io.millrace.operations.verify.VerificationReport;
import io.millrace.operations.verify.account.Balance;
import io.millrace.operations.verify.account.Books;
import io.millrace.operations.verify.account.DeliveryBalance;
import io.millrace.operations.verify.account.Listing;
import io.millrace.operations.verify.account.Verdict;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationViewTest {
    private static final MillraceConfig CONFIG = MillraceConfig.of(Map.of(
            "pipelines", "logs", "s3.bucket", "lake", "s3.prefix", "raw", "processing.guarantee", "at_least_once"));

    private final Books good = new Books().produced(0, 0, 1_233).batched(0, 0, 1_233);
    private final Books lossy =
            new Books().produced(2, 0, 999).batched(2, 0, 499).batched(2, 620, 999);

    @Test
    void shouldWriteTheReportAsDesigned(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new/report.json");

        VerificationView.write(VerificationView.json(report(lossy, delivered(880))), file);

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
        JsonNode logs =
                VerificationView.json(report(good, null)).get("pipeline").get("logs");

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
        assertThat(report(lossy, ALL_THERE).findings())
                .containsExactly(
                        "logs: 120 events of logs.events partition 2, offsets 500..619: in no batch, dead letter or"
                                + " object: they are still open (max.age 15 s) or the stream is not running");
    }

    @Test
    void shouldSayWhatIsNotDelivered() {
        DeliveryBalance delivery = new DeliveryBalance(
                0,
                Listing.NONE.with(Books.id(0, 0, 1_233)),
                Listing.NONE.with("raw/100%d.avro has no sha256"),
                Listing.NONE.with("raw/b.jsonl.gz needs the schema 7"),
                0,
                Listing.NONE.with("raw/x").with("raw/y"));

        List<String> findings = report(good, delivery).findings();

        assertThat(findings).hasSize(4);
        assertThat(findings.get(0))
                .startsWith("logs: batches without a good object in s3://lake/raw/logs/: 1, logs.events-0-0-1233; the"
                        + " S3 sink");
        assertThat(findings.get(1)).contains("raw/100%d.avro has no sha256").contains("inspect them before");
        assertThat(findings.get(2)).contains("raw/b.jsonl.gz needs the schema 7");
        assertThat(findings.get(3))
                .startsWith(
                        "logs: objects in s3://lake/raw/logs/ that belong to no batch on logs.batches: 2, raw/x, raw/y;");
    }

    @Test
    void shouldAdviseNobodyToDeleteAnything() {
        Listing some = Listing.NONE.with("raw/a.avro has no sha256");

        String text = VerificationView.text(report(lossy, new DeliveryBalance(0, some, some, some, 1, some)));

        assertThat(text).doesNotContainIgnoringCase("delete such").doesNotContainIgnoringCase("remove");
    }

    @Test
    void shouldNameALotOfRangesBriefly() {
        Books books = new Books();
        for (int i = 0; i < 3_000; i++) {
            books.produced(0, 2 * i, 2 * i);
        }

        VerificationReport report = report(books, ALL_THERE);

        assertThat(report.findings().get(0)).contains("offsets 0, 2, 4, 6, 8 and 2,995 more ranges: ");
        JsonNode at = VerificationView.json(report).at("/pipeline/logs/offsets/missing/0");
        assertThat(at.get("events").longValue()).isEqualTo(3_000);
        assertThat(at.get("ranges")).hasSize(1_000);
        assertThat(at.get("moreRanges").longValue()).isEqualTo(2_000);
    }

    @Test
    void shouldCarryTheSameFactsAsJson() {
        Books books = new Books()
                .produced(0, 70, 119)
                .source(0, 70, 120)
                .batched(0, 0, 19)
                .batched(0, 70, 119);
        DeliveryBalance delivery = new DeliveryBalance(
                70, Listing.NONE.with(Books.id(0, 70, 119)), Listing.NONE, Listing.NONE, 0, Listing.NONE);

        JsonNode json = VerificationView.json(report(books, delivery));

        JsonNode logs = json.at("/pipeline/logs");
        assertThat(json.get("verdict").asText()).isEqualTo("not conserved");
        assertThat(logs.get("missing").longValue()).isEqualTo(50);
        assertThat(logs.at("/offsets/missed/0").toString())
                .isEqualTo("{\"topic\":\"logs.events\",\"partition\":0,\"events\":50,\"ranges\":[[20,69]],"
                        + "\"moreRanges\":0}");
        assertThat(logs.at("/offsets/truncated/0/ranges").toString()).isEqualTo("[[0,19]]");
        assertThat(logs.at("/objects/undelivered/first/0").asText()).isEqualTo(Books.id(0, 70, 119));
    }

    @Test
    void shouldNameAFewPartitionsOnly() {
        Books books = new Books();
        for (int partition = 0; partition < 9; partition++) {
            books.produced(partition, 0, 0);
        }

        List<String> findings = report(books, null).findings();

        assertThat(findings).hasSize(5);
        assertThat(findings.get(4)).isEqualTo("logs: the same holds for 5 of 5 more partitions");
    }

    @Test
    void shouldEndWithOneSentenceWhenAllIsWell() {
        assertThat(VerificationView.text(report(good, ALL_THERE)))
                .endsWith("\nConserved: every event is accounted for exactly once, and every batch is where it should"
                        + " be.\n");
    }

    @Test
    void shouldNotSayConservedWithoutAWordOfWhatCannotBeChecked() {
        Books books = new Books().produced(0, 20, 29).source(0, 20, 30).batched(0, 0, 29);

        VerificationReport report = report(books, ALL_THERE);

        assertThat(report.findings())
                .containsExactly(
                        "logs: 20 events of logs.events partition 0, offsets 0..19: no longer checkable from the"
                                + " topic; logs.events has removed them by retention");
        assertThat(VerificationView.text(report))
                .contains("\nConserved, as far as it can still be checked: every event is accounted");
    }

    @Test
    void shouldSayThatItCouldNotBeFoundOut() {
        Books books = new Books().source(0, 20, 20);

        VerificationReport report = report(books, ALL_THERE);

        assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(VerificationView.text(report))
                .contains("\nIt could not be determined")
                .doesNotContain("Conserved");
    }

    private static DeliveryBalance delivered(long events) {
        return new DeliveryBalance(events, Listing.NONE, Listing.NONE, Listing.NONE, 0, Listing.NONE);
    }

    private static VerificationReport report(Books books, DeliveryBalance delivery) {
        Balance balance = books.balance(delivery);
        return new VerificationReport(
                Map.of("logs", balance),
                new Conclusions(CONFIG.pipeline("logs"), CONFIG).of(balance),
                delivery == null ? Set.of(Sink.S3) : Set.of());
    }
}
