// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.s3.content.Clicks;
import io.millrace.s3.content.GzipCompression;
import io.millrace.s3.content.JsonLinesObject;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.Failures;
import io.millrace.sink.TestBatches;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

/** What the sink makes of an S3's answers, with the real client down to the socket. */
class S3AnswersIT {
    private static final int SMALL = 40;
    private static final int LARGE = 900_000;

    private final S3Failures failures = new S3Failures();
    private SocketS3 s3;
    private S3Client client;
    private S3Place place;
    private S3Writer writer;

    @BeforeEach
    void start() throws IOException {
        s3 = new SocketS3(ServerSocketFactory.getDefault());
        S3SinkConfig config = new S3SinkConfig(props(Map.of("s3.endpoint", "http://localhost:" + s3.port())));
        client = S3ClientFactory.create(config);
        place = S3Place.of(config);
        writer = new S3Writer(
                client, place, "", new JsonLinesObject(new Clicks().schemas(), new GzipCompression(1), false));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        s3.close();
    }

    static Map<String, String> props(Map<String, String> more) {
        Map<String, String> props = new HashMap<>(Map.of(
                "name", "lake",
                "s3.bucket", "lake",
                "s3.path.style", "true",
                "s3.access.key.id", "a",
                "s3.secret.access.key", "s",
                "dead.letter.topic", "clicks.dlq",
                "dead.letter.bootstrap.servers", "localhost:1"));
        props.putAll(more);
        return props;
    }

    /** Of random bytes, which no compression makes smaller. */
    static EventBatch batch(int bytes) {
        byte[] random = new byte[bytes];
        new Random(1).nextBytes(random);
        return TestBatches.open(
                TestBatches.json(40, "{\"a\":\"" + Base64.getEncoder().encodeToString(random) + "\"}"));
    }

    private Throwable deliver(int bytes) {
        return catchThrowable(() -> writer.deliver(batch(bytes)));
    }

    @ParameterizedTest
    @CsvSource({
        "400, ExpiredToken,         RETRIABLE",
        "403, RequestTimeTooSkewed, RETRIABLE",
        "400, RequestTimeout,       RETRIABLE",
        "409, OperationAborted,     RETRIABLE",
        "400, EntityTooLarge,       REFUSED",
        "403, AccessDenied,         FATAL",
    })
    void shouldJudgeByTheCodeWhatComesInPlaceOfContinue(int status, String code, Failures.Kind kind) {
        s3.conduct = SocketS3.refuseUnread(status, code);

        for (int bytes : new int[] {SMALL, LARGE}) {
            Throwable refused = deliver(bytes);
            assertThat(failures.classify(refused)).isEqualTo(kind);
            assertThat(refused).hasMessageContaining(code);
        }
        assertThat(s3.requests).as("one request an attempt").hasSize(2);
    }

    @Test
    void shouldAskBeforeLongBodiesOnly() throws Exception {
        writer.deliver(batch(SMALL));
        writer.deliver(batch(LARGE));

        assertThat(s3.requests).extracting(SocketS3.Request::expectsContinue).containsExactly(false, true);
    }

    @Test
    void shouldNotTakeForDeliveredWhatNoS3Confirms() {
        s3.conduct = SocketS3.refuse(200, "");
        Throwable noTag = deliver(SMALL);
        s3.conduct = SocketS3.refuse(200, "", "ETag: \"e\"", "x-amz-checksum-sha256: AAAA");
        Throwable otherBytes = deliver(SMALL);

        assertThat(failures.classify(noTag)).isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(noTag).hasMessageContaining("neither an ETag nor a checksum");
        assertThat(failures.classify(otherBytes)).isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(otherBytes).hasMessageContaining("another checksum");
    }

    @Test
    void shouldNameBucketKeyBatchAndCodeOfARefusal() {
        s3.conduct = SocketS3.refuse(501, "NotImplemented");

        Throwable refused = deliver(SMALL);

        assertThat(failures.classify(refused)).isEqualTo(Failures.Kind.FATAL);
        assertThat(refused)
                .hasMessageContaining("bucket lake")
                .hasMessageContaining("http://localhost:" + s3.port())
                .hasMessageContaining("clicks/dt=2015-05-17/hr=10/clicks.events-3-40-40.jsonl.gz")
                .hasMessageContaining("batch clicks.events-3-40-40")
                .hasMessageContaining("501 NotImplemented");
    }

    @ParameterizedTest
    @CsvSource({"301, PermanentRedirect", "307, TemporaryRedirect", "400, AuthorizationHeaderMalformed"})
    void shouldNameTheRegionOfABucketThatIsElsewhere(int status, String code) {
        s3.conduct = SocketS3.refuse(status, code, "x-amz-bucket-region: eu-west-1", "Location: http://localhost:1/");

        Throwable refused = deliver(SMALL);
        Throwable atTheStart = catchThrowable(writer::checkBucket);

        assertThat(failures.classify(refused)).isEqualTo(Failures.Kind.FATAL);
        assertThat(refused).hasMessageContaining("set s3.region=eu-west-1");
        assertThat(failures.classify(atTheStart)).isEqualTo(Failures.Kind.FATAL);
        assertThat(place.explain(atTheStart)).contains("set s3.region=eu-west-1");
    }

    /** The answer to a HEAD has no body, and so no code. */
    @ParameterizedTest
    @CsvSource({
        "400, ExpiredToken,          RETRIABLE, ExpiredToken",
        "403, RequestTimeTooSkewed,  RETRIABLE, RequestTimeTooSkewed",
        "503, SlowDown,              RETRIABLE, 503",
        "408, RequestTimeout,        RETRIABLE, 408",
        "403, AccessDenied,          FATAL,     s3:ListBucket",
        "403, SignatureDoesNotMatch, FATAL,     s3.secret.access.key",
        "403, InvalidAccessKeyId,    FATAL,     s3.access.key.id",
        "404, NoSuchBucket,          FATAL,     create the bucket",
        "501, NotImplemented,        FATAL,     s3.endpoint",
    })
    void shouldJudgeAtTheStartAsLater(int status, String code, Failures.Kind kind, String saying) {
        s3.conduct = SocketS3.refuse(status, code);

        Throwable atTheStart = catchThrowable(writer::checkBucket);

        assertThat(failures.classify(atTheStart)).isEqualTo(kind).isEqualTo(failures.classify(deliver(SMALL)));
        assertThat(place.explain(atTheStart)).contains("bucket lake", saying);
    }

    @Test
    void shouldStartWhereOnlyTheHeadIsRefused() {
        s3.conduct =
                (request, connection) -> (request.method().equals("HEAD") ? SocketS3.refuse(403, "") : SocketS3.ok())
                        .answer(request, connection);

        writer.checkBucket();

        assertThat(s3.requests).extracting(SocketS3.Request::method).containsExactly("HEAD", "GET");
    }

    @Test
    void shouldKeepTheHeadsAnswerWhereTheOtherSaysNothing() {
        s3.conduct = (request, connection) ->
                SocketS3.refuse(request.method().equals("HEAD") ? 403 : 405, "").answer(request, connection);

        assertThatThrownBy(writer::checkBucket).hasMessageContaining("403");
    }
}
