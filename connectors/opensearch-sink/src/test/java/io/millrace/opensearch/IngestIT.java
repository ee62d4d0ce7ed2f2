// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.Outcome;
import io.millrace.sink.TestBatches;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ingest pipelines of a real node, which refuse and drop documents: it answers about those in the order of their processors. */
class IngestIT {
    private final TestNode node = TestNode.get();
    private final String index = TestNode.newIndex();

    private void pipeline(String... processors) throws IOException {
        node.tell("PUT", "/_ingest/pipeline/" + index, "{\"processors\":[" + String.join(",", processors) + "]}");
        node.create(index, "{\"settings\":{\"index.default_pipeline\":\"" + index + "\"}}");
    }

    private Outcome deliver(String... events) throws Exception {
        return Sinks.writer(node.url(), "opensearch.index", index)
                .deliver(TestBatches.open(TestBatches.json(0, events)));
    }

    @Test
    void shouldRejectTheDocumentsThatAPipelineRefusesEachForItsOwnReason() throws Exception {
        pipeline(
                "{\"drop\":{\"if\":\"ctx.a == 'dropped'\"}}",
                "{\"convert\":{\"field\":\"n\",\"type\":\"long\"}}",
                "{\"fail\":{\"if\":\"ctx.a == 'failed'\",\"message\":\"secret {{a}}\"}}");

        Outcome outcome = deliver(
                "{\"n\":0}",
                "{\"n\":1,\"a\":\"failed\"}",
                "{\"n\":2}",
                "{\"n\":\"secret\"}",
                "{\"n\":4,\"a\":\"dropped\"}",
                "{\"n\":5}");

        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(outcome.rejected()).containsOnlyKeys(1, 3);
        assertThat(outcome.rejected().get(1)).hasMessage("The document is refused with 500 fail_processor_exception");
        assertThat(outcome.rejected().get(3)).hasMessage("The document is refused with 400 illegal_argument_exception");
        assertThat(node.documents(index))
                .containsOnlyKeys("clicks.events-3-0", "clicks.events-3-2", "clicks.events-3-5");
    }

    @Test
    void shouldFindTheDocumentsAmongManyThoughAPipelineNamesThemAnew() throws Exception {
        pipeline(
                "{\"convert\":{\"field\":\"n\",\"type\":\"long\"}}",
                "{\"set\":{\"field\":\"_id\",\"value\":\"doc-{{n}}\"}}",
                "{\"fail\":{\"if\":\"ctx.a != null\",\"message\":\"no\"}}");
        String[] events = IntStream.range(0, 300)
                .mapToObj(i -> i % 7 == 0 ? "{\"n\":\"x\"}" : i % 7 == 3 ? "{\"n\":1,\"a\":1}" : "{\"n\":" + i + "}")
                .toArray(String[]::new);

        Outcome outcome = deliver(events);

        outcome.rejected().forEach((event, cause) -> assertThat(cause.getMessage())
                .as("event " + event)
                .contains(event % 7 == 0 ? "illegal_argument_exception" : "fail_processor_exception"));
        assertThat(outcome.rejected().keySet())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 300)
                        .filter(i -> i % 7 == 0 || i % 7 == 3)
                        .boxed()
                        .toList());
        assertThat(node.documents(index).keySet())
                .isEqualTo(IntStream.range(0, 300)
                        .filter(i -> i % 7 != 0 && i % 7 != 3)
                        .mapToObj(i -> "doc-" + i)
                        .collect(Collectors.toSet()));
    }
}
