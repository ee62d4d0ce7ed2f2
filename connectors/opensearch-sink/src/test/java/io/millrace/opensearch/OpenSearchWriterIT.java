// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.sink.BoundedHeap;
import io.millrace.sink.Destination;
import io.millrace.sink.EventRejectionContract;
import io.millrace.sink.Failures;
import io.millrace.sink.Outcome;
import io.millrace.sink.TestBatches;
import io.millrace.sink.payload.BatchRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every sink, on a real node. */
class OpenSearchWriterIT implements EventRejectionContract {
    private final TestNode node = TestNode.get();
    private final String index = TestNode.newIndex();
    private final OpenSearchWriter writer = Sinks.writer(node.url(), "opensearch.index", index);
    private final OpenSearchWriter twin = Sinks.writer(node.url(), "opensearch.index", index);

    /** The ids that the events of each batch should have, for batches that were delivered or tried. */
    private final Map<String, List<String>> tried = new ConcurrentHashMap<>();

    private volatile Answer answer = Answer.TAKES;

    @BeforeEach
    void createIndex() throws IOException {
        node.create(index, "{\"mappings\":{\"properties\":{\"a\":{\"type\":\"long\"}}}}");
    }

    @AfterEach
    void allowNewIndices() throws IOException {
        node.allowNewIndices(true);
    }

    @Override
    public Destination destination() {
        return batch -> deliver(writer, batch);
    }

    @Override
    public Destination twin() {
        return batch -> deliver(twin, batch);
    }

    /** A search engine refuses documents; whole batches are refused where they are read. */
    private Outcome deliver(Destination destination, EventBatch batch) throws Exception {
        if (answer == Answer.REFUSES_THE_BATCH) {
            throw new BatchRefusedException(DeadLetterReason.UNKNOWN_SCHEMA, "id 9");
        }
        List<String> ids = new ArrayList<>();
        EventCursor event = batch.events();
        while (event.next()) {
            ids.add(batch.header().sourceTopic() + '-' + event.partition() + '-' + event.offset());
        }
        tried.put(batch.header().batchId(), ids);
        return destination.deliver(batch);
    }

    @Override
    public Failures failures() {
        return new OpenSearchFailures();
    }

    /** Documents know nothing of batches: those of a batch are those with the ids of its events. */
    @Override
    public Map<String, ?> stored() {
        Map<String, Map<String, String>> stored = new TreeMap<>();
        try {
            Map<String, String> documents = node.documents(index);
            tried.forEach((batch, ids) -> {
                Map<String, String> own = new TreeMap<>(documents);
                own.keySet().retainAll(ids);
                if (!own.isEmpty()) {
                    stored.put(batch, own);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stored;
    }

    @Override
    public List<Integer> storedNumbers() {
        try {
            return node.documents(index).values().stream()
                    .map(TestBatches::number)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void answer(Answer next) {
        answer = next;
        try {
            if (next == Answer.FORBIDS) {
                node.allowNewIndices(false);
                node.tell("DELETE", "/" + index, "");
            } else {
                node.block(index, next == Answer.UNAVAILABLE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String rejectedEvent() {
        return "{\"a\":\"none\"}";
    }

    static final class InAJvmOfItsOwn implements BoundedHeap.Sink {
        @Override
        public Destination destination(Map<String, String> settings) {
            return Sinks.writer(settings.get("url"), "opensearch.index", settings.get("index"));
        }

        @Override
        public Failures failures() {
            return new OpenSearchFailures();
        }
    }

    @Test
    void shouldKeepToItsHeap() throws Exception {
        BoundedHeap.deliver(InAJvmOfItsOwn.class, Map.of("url", node.url(), "index", index));

        assertThat(node.count(index)).isEqualTo(BoundedHeap.BATCHES * BoundedHeap.EVENTS);
    }
}
