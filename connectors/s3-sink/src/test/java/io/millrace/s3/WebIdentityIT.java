// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.s3.content.Clicks;
import io.millrace.s3.content.GzipCompression;
import io.millrace.s3.content.JsonLinesObject;
import io.millrace.sink.Failures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Credentials as Kubernetes gives them: a token in a file and a role, for which STS gives keys. */
class WebIdentityIT {
    private static final String ROLE = "ASIATESTROLE";

    @TempDir
    private Path folder;

    private final Map<String, String> before = new HashMap<>();
    private SocketS3 sts;
    private SocketS3 s3;
    private S3Client client;
    private S3Writer writer;

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(
                System.getenv("AWS_ACCESS_KEY_ID") == null, "the environment has keys, which come first");
        sts = new SocketS3(ServerSocketFactory.getDefault());
        s3 = new SocketS3(ServerSocketFactory.getDefault());
        Path token = Files.writeString(folder.resolve("token"), "a.b.c");
        set("aws.webIdentityTokenFile", token.toString());
        set("aws.roleArn", "arn:aws:iam::123456789012:role/lake");
        set("aws.region", "us-east-1");
        set("aws.endpointUrlSts", "http://localhost:" + sts.port());
        set("aws.disableEc2Metadata", "true");
        Map<String, String> props =
                new HashMap<>(S3AnswersIT.props(Map.of("s3.endpoint", "http://localhost:" + s3.port())));
        props.keySet().removeIf(key -> key.contains("key"));
        S3SinkConfig config = new S3SinkConfig(props);
        client = S3ClientFactory.create(config);
        writer = new S3Writer(
                client,
                S3Place.of(config),
                "",
                new JsonLinesObject(new Clicks().schemas(), new GzipCompression(1), false));
    }

    private void set(String key, String value) {
        before.put(key, System.setProperty(key, value));
    }

    @AfterEach
    void stop() throws IOException {
        before.forEach((key, value) -> {
            if (value == null) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, value);
            }
        });
        if (client != null) {
            client.close();
            s3.close();
            sts.close();
        }
    }

    /** In the form of STS's AssumeRoleWithWebIdentity. */
    private static void role(SocketS3.Request request, SocketS3.Connection connection) throws IOException {
        connection.takeBody(request);
        byte[] body = ("<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                        + "<AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>" + ROLE + "</AccessKeyId>"
                        + "<SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken><Expiration>"
                        + Instant.now().plusSeconds(3600) + "</Expiration></Credentials>"
                        + "</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>")
                .getBytes(StandardCharsets.UTF_8);
        connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: " + body.length + "\r\n", body);
    }

    @Test
    void shouldWorkAsTheRoleOfTheTokenAndWaitForSts() {
        sts.conduct = SocketS3.refuse(503, "ServiceUnavailable");
        Throwable away = catchThrowable(writer::checkBucket);
        assertThat(new S3Failures().classify(away)).as("%s", away).isEqualTo(Failures.Kind.RETRIABLE);

        sts.conduct = WebIdentityIT::role;

        assertThatCode(() -> writer.deliver(S3AnswersIT.batch(1))).doesNotThrowAnyException();
        SocketS3.Request put = s3.requests.get(s3.requests.size() - 1);
        assertThat(put.headers().get("authorization")).contains("Credential=" + ROLE);
        assertThat(put.headers()).containsEntry("x-amz-security-token", "session");
    }

    @Test
    void shouldStopWhereStsRefusesTheTokenAndSayWhy() {
        sts.conduct = SocketS3.refuse(400, "InvalidIdentityToken");

        Throwable refused = catchThrowable(writer::checkBucket);

        assertThat(new S3Failures().classify(refused)).as("%s", refused).isEqualTo(Failures.Kind.FATAL);
        assertThat(new S3Place("lake", null, "us-east-1").explain(refused))
                .contains("there are no credentials for the bucket lake", "Status Code: 400");
    }

    /** The SDK looks for them by name, and says nothing until a worker is configured that way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "software.amazon.awssdk.services.sts.internal.StsWebIdentityCredentialsProviderFactory",
                "software.amazon.awssdk.services.sso.auth.SsoProfileCredentialsProviderFactory",
                "software.amazon.awssdk.services.ssooidc.SsoOidcProfileTokenProviderFactory",
            })
    void shouldHaveTheModulesOfTheDefaultChain(String factory) {
        assertThatCode(() -> Class.forName(factory)).doesNotThrowAnyException();
    }
}
