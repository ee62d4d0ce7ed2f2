// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import io.millrace.opensearch.bulk.Bulk;
import io.millrace.opensearch.bulk.BulkAnswer;
import io.millrace.opensearch.bulk.Documents;
import io.millrace.opensearch.bulk.Rejection;
import io.millrace.opensearch.bulk.Verdict;
import io.millrace.opensearch.bulk.WriteMode;
import io.millrace.opensearch.client.Answer;
import io.millrace.opensearch.client.AnswerException;
import io.millrace.opensearch.client.Call;
import io.millrace.opensearch.client.Cluster;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.sink.Failures;
import io.millrace.sink.payload.BatchRefusedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * One attempt to have events of a batch indexed: bulks are built, sent while others are under way, and their answers gathered.
 * After a bulk that was refused as a whole for a reason that may pass no further one is sent. For one thread.
 */
final class BulkAttempt implements AutoCloseable {
    private static final int TOO_LARGE = 413;

    /** As a rule, with the ends of both lines. */
    private static final int ACTION_BYTES = 80;

    private static final OpenSearchFailures FAILURES = new OpenSearchFailures();

    /** A bulk under way. */
    private record Sent(Bulk bulk, Call call) {}

    private final Cluster cluster;
    private final String path;
    private final WriteMode mode;
    private final BulkLimits limits;
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private final Map<Integer, Exception> rejected = new HashMap<>();
    private final BitSet left = new BitSet();
    private Exception cause;

    /** What the answer read last says that no document is taken for. */
    private AnswerException fatal;

    private boolean isOver;

    BulkAttempt(Cluster cluster, String index, WriteMode mode, BulkLimits limits) {
        this.cluster = cluster;
        this.path = "/" + index + "/_bulk?" + BulkAnswer.FILTER;
        this.mode = mode;
        this.limits = limits;
    }

    /** @param only the events to index; null for all */
    void run(Documents documents, EventBatch batch, BitSet only) throws Exception {
        EventCursor event = batch.events();
        int eventsLeft = batch.header().eventCount();
        long eventBytes = ACTION_BYTES + batch.header().payloadBytes() / Math.max(1, eventsLeft);
        Bulk bulk = bulk(eventsLeft, eventBytes);
        while (event.next()) {
            if (only != null && !only.get(event.index())) {
                continue;
            }
            if (isOver) {
                left.set(event.index());
            } else if (makes(documents, event)) {
                if (bulk.count() > 0 && isFull(bulk, documents.size())) {
                    eventsLeft -= bulk.count();
                    send(bulk);
                    bulk = bulk(eventsLeft, eventBytes);
                }
                documents.addTo(bulk, event.index());
            }
        }
        if (bulk.count() > 0) {
            send(bulk);
        }
        while (!underWay.isEmpty()) {
            finish(underWay.poll());
        }
    }

    /** An array that grows is there twice while it does, and half empty afterwards; so it gets the size that it will need. */
    private Bulk bulk(int events, long eventBytes) {
        long bytes = Math.min(events, limits.events()) * eventBytes;
        return new Bulk((int) Math.max(0, Math.min(bytes, limits.bytes())));
    }

    private boolean isFull(Bulk bulk, int more) {
        return bulk.size() + more > limits.bytes() || bulk.count() >= limits.events();
    }

    private boolean makes(Documents documents, EventCursor event) throws Exception {
        try {
            documents.make(event);
            return true;
        } catch (BatchRefusedException e) {
            rejected.put(event.index(), e);
            return false;
        }
    }

    private void send(Bulk bulk) throws Exception {
        if (underWay.size() >= limits.inFlight()) {
            finish(underWay.poll());
        }
        if (isOver) {
            leave(bulk, 0, bulk.count(), cause);
        } else {
            underWay.add(new Sent(bulk, cluster.post(path, bulk.bytes(), bulk.size())));
        }
    }

    /** Waits for the answer. */
    private void finish(Sent sent) throws Exception {
        try {
            answered(sent.bulk, 0, sent.bulk.count(), sent.call.await());
        } catch (InterruptedException e) {
            sent.call.cancel();
            throw e;
        } catch (IOException e) {
            leave(sent.bulk, 0, sent.bulk.count(), e);
            isOver = true;
        }
    }

    /** What has become of the documents from {@code first} to before {@code end}, which were one request. */
    private void answered(Bulk bulk, int first, int end, Answer answer) throws Exception {
        if (answer.status() == TOO_LARGE) {
            tooLarge(bulk, first, end);
        } else if (answer.isSuccess()) {
            fatal = null;
            BulkAnswer.read(
                    answer.body(),
                    end - first,
                    document -> bulk.id(first + document),
                    (document, status, type, reason) -> judge(bulk.event(first + document), status, type, reason));
            if (fatal != null) {
                throw fatal;
            }
        } else {
            AnswerException refusal = answer.refusal();
            if (FAILURES.classify(refusal) != Failures.Kind.RETRIABLE) {
                throw refusal;
            }
            leave(bulk, first, end, refusal);
            isOver = true;
        }
    }

    private void judge(int event, int status, String type, String reason) {
        switch (Verdict.of(status, type, reason, mode)) {
            case TAKEN -> {}
            case LATER -> leave(event, new AnswerException(status, type, reason));
            case REJECTED -> rejected.put(event, Rejection.of(status, type, reason));
            case FATAL -> fatal = fatal == null ? new AnswerException(status, type, reason) : fatal;
        }
    }

    /** Too much for the cluster, or a proxy before it: half of it may not be, and an event that is too large alone will ever be. */
    private void tooLarge(Bulk bulk, int first, int end) throws Exception {
        if (end - first == 1) {
            rejected.put(bulk.event(first), Rejection.of(TOO_LARGE, "", ""));
            return;
        }
        int middle = first + (end - first) / 2;
        part(bulk, first, middle);
        part(bulk, middle, end);
    }

    private void part(Bulk bulk, int first, int end) throws Exception {
        if (isOver) {
            leave(bulk, first, end, cause);
            return;
        }
        byte[] lines = bulk.lines(first, end);
        Call call = cluster.post(path, lines, lines.length);
        try {
            answered(bulk, first, end, call.await());
        } catch (InterruptedException e) {
            call.cancel();
            throw e;
        } catch (IOException e) {
            leave(bulk, first, end, e);
            isOver = true;
        }
    }

    private void leave(Bulk bulk, int first, int end, Exception why) {
        for (int document = first; document < end; document++) {
            leave(bulk.event(document), why);
        }
    }

    private void leave(int event, Exception why) {
        left.set(event);
        rejected.remove(event);
        cause = cause == null ? why : cause;
    }

    Map<Integer, Exception> rejected() {
        return rejected;
    }

    /** The events to try again; none when all have their answer. */
    BitSet left() {
        return left;
    }

    /** Why there are any left. */
    Exception cause() {
        return cause;
    }

    /** Ends what is under way after a failure. */
    @Override
    public void close() {
        underWay.forEach(sent -> sent.call.cancel());
    }
}
