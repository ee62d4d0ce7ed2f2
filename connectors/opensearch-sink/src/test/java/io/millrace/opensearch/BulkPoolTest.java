// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.opensearch.bulk.Bulk;
import io.millrace.opensearch.bulk.Documents;
import io.millrace.opensearch.bulk.WriteMode;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.sink.TestBatches;
import io.millrace.sink.payload.DecimalFormat;
import io.millrace.sink.payload.JsonLines;
import io.millrace.sink.payload.PayloadSchemas;
import org.junit.jupiter.api.Test;

class BulkPoolTest {
    private static final int MOST_BYTES = 100_000;

    private final BulkPool pool = new BulkPool(2, MOST_BYTES);

    private static void fill(Bulk bulk, int bytes) throws Exception {
        EventBatch batch = TestBatches.open(TestBatches.json(0, "{\"a\":\"" + "x".repeat(bytes) + "\"}"));
        JsonLines payloads = new JsonLines(new PayloadSchemas(null), DecimalFormat.BASE64);
        Documents documents =
                new Documents(new Documents.Settings(payloads, "origin", WriteMode.INDEX, ""), batch.header());
        EventCursor event = batch.events();
        event.next();
        documents.make(event);
        documents.addTo(bulk, 0);
    }

    @Test
    void shouldUseABulkAgainWithItsArray() throws Exception {
        Bulk bulk = pool.take(1_000);
        fill(bulk, 30_000);
        byte[] array = bulk.bytes();

        pool.giveBack(bulk);

        assertThat(pool.take(1_000)).isSameAs(bulk);
        assertThat(bulk.bytes()).isSameAs(array);
        assertThat(bulk.count()).isZero();
        assertThat(bulk.size()).isZero();
    }

    @Test
    void shouldKeepNoBulkThatIsHugeAndNoMoreThanAreOfUse() throws Exception {
        Bulk huge = pool.take(1_000);
        fill(huge, 2 * MOST_BYTES);
        Bulk[] bulks = {pool.take(1_000), pool.take(1_000), pool.take(1_000)};

        pool.giveBack(huge);
        for (Bulk bulk : bulks) {
            pool.giveBack(bulk);
        }

        assertThat(new Bulk[] {pool.take(1_000), pool.take(1_000)}).containsExactly(bulks[0], bulks[1]);
        assertThat(pool.take(1_000)).isNotIn((Object[]) bulks).isNotSameAs(huge);
    }
}
