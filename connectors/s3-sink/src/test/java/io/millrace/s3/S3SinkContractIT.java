// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.s3.content.Clicks;
import io.millrace.s3.content.GzipCompression;
import io.millrace.s3.content.JsonLinesObject;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.BoundedHeap;
import io.millrace.sink.Destination;
import io.millrace.sink.Failures;
import io.millrace.sink.Outcome;
import io.millrace.sink.SinkContract;
import io.millrace.sink.TestBatches;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** What every sink keeps, on a real server. */
class S3SinkContractIT implements SinkContract {
    private static TestS3 s3;

    private final Task task = new Task(TestS3.SECRET_KEY);
    private final Task twin = new Task(TestS3.SECRET_KEY);
    private final Task stranger = new Task("guessed");
    private volatile Answer answer = Answer.TAKES;

    /** A task's client, and the writer over it. */
    private static final class Task implements AutoCloseable {
        private final S3Client client;
        private final S3Writer writer;

        Task(String secret) {
            this(settings(secret));
        }

        Task(Map<String, String> settings) {
            S3SinkConfig config = new S3SinkConfig(S3AnswersIT.props(settings));
            client = S3ClientFactory.create(config);
            writer = new S3Writer(
                    client,
                    S3Place.of(config),
                    "raw",
                    new JsonLinesObject(new Clicks().schemas(), new GzipCompression(6), false));
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private static Map<String, String> settings(String secret) {
        return Map.of(
                "s3.endpoint",
                s3.url(),
                "s3.bucket",
                TestS3.BUCKET,
                "s3.access.key.id",
                TestS3.ACCESS_KEY,
                "s3.secret.access.key",
                secret);
    }

    @BeforeAll
    static void startServer() throws IOException {
        s3 = new TestS3();
    }

    @AfterAll
    static void killServer() {
        s3.kill();
    }

    @BeforeEach
    void prepare() throws IOException {
        s3.start();
        s3.empty();
    }

    @AfterEach
    void close() {
        List.of(task, twin, stranger).forEach(Task::close);
    }

    @Override
    public Destination destination() {
        return this::deliver;
    }

    /** What S3 refuses for what it is are objects of more than 5 GB; a batch that is damaged is refused where it is read. */
    private Outcome deliver(EventBatch batch) throws Exception {
        return switch (answer) {
            case TAKES, UNAVAILABLE -> task.writer.deliver(batch);
            case REFUSES_THE_BATCH -> task.writer.deliver(TestBatches.damaged(batch));
            case FORBIDS -> stranger.writer.deliver(batch);
        };
    }

    @Override
    public Destination twin() {
        return twin.writer;
    }

    @Override
    public Failures failures() {
        return new S3Failures();
    }

    @Override
    public Map<String, ?> stored() {
        return s3.objects();
    }

    @Override
    public List<Integer> storedNumbers() {
        return s3.lines().stream().map(TestBatches::number).toList();
    }

    @Override
    public void answer(Answer next) {
        answer = next;
        if (next == Answer.UNAVAILABLE) {
            s3.kill();
        } else {
            s3.start();
        }
    }

    static final class InAJvmOfItsOwn implements BoundedHeap.Sink {
        @Override
        public Destination destination(Map<String, String> settings) {
            return new Task(settings).writer;
        }

        @Override
        public Failures failures() {
            return new S3Failures();
        }
    }

    @Test
    void shouldKeepToItsHeap() throws Exception {
        BoundedHeap.deliver(InAJvmOfItsOwn.class, settings(TestS3.SECRET_KEY));

        assertThat(storedNumbers()).doesNotHaveDuplicates().hasSize(BoundedHeap.BATCHES * BoundedHeap.EVENTS);
    }
}
