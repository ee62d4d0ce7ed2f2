// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import io.millrace.opensearch.bulk.Documents;
import io.millrace.opensearch.bulk.IndexName;
import io.millrace.opensearch.client.Answer;
import io.millrace.opensearch.client.AnswerException;
import io.millrace.opensearch.client.Cluster;
import io.millrace.opensearch.mapping.Mappings;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.Destination;
import io.millrace.sink.Outcome;
import java.util.BitSet;

/**
 * Indexes each event of a batch as one document. Index and id depend on the event and the configuration alone, so a retry, even on
 * another worker, writes the same documents.
 */
final class OpenSearchWriter implements Destination {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final Cluster cluster;
    private final IndexName index;
    private final Documents.Settings documents;
    private final Mappings mappings;
    private final BulkLimits limits;

    OpenSearchWriter(
            Cluster cluster, IndexName index, Documents.Settings documents, Mappings mappings, BulkLimits limits) {
        this.cluster = cluster;
        this.index = index;
        this.documents = documents;
        this.mappings = mappings;
        this.limits = limits;
    }

    /**
     * Throws what {@link OpenSearchFailures} classifies unless the cluster answers to these credentials. Who may write is not always
     * allowed to ask what cluster it is, and a collection does not say.
     */
    void checkCluster() throws Exception {
        Answer answer = cluster.get("/");
        AnswerException refusal = answer.refusal();
        boolean isKnown = answer.status() == FORBIDDEN && refusal.type().equals("security_exception");
        if (!answer.isSuccess() && !isKnown && answer.status() != NOT_FOUND) {
            throw refusal;
        }
    }

    @Override
    public Outcome deliver(EventBatch batch) throws Exception {
        return deliver(batch, null);
    }

    /** @param only the events that are left; null for all */
    private Outcome deliver(EventBatch batch, BitSet only) throws Exception {
        String target = index.of(batch.header());
        mappings.prepare(target, batch.header());
        try (BulkAttempt attempt = new BulkAttempt(cluster, target, documents.mode(), limits)) {
            attempt.run(new Documents(documents, batch.header()), batch, only);
            BitSet left = attempt.left();
            if (!left.isEmpty()) {
                return new Outcome.PartlyTaken(attempt.rejected(), attempt.cause(), rest -> deliver(rest, left));
            }
            return attempt.rejected().isEmpty() ? new Outcome.Delivered() : new Outcome.Rejected(attempt.rejected());
        }
    }
}
