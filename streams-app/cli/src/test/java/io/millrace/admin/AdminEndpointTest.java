// SPDX-License-Identifier: Apache-2.0
package io.millrace.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.instance.InstanceStatus;
import io.millrace.instance.PipelineStatus;
import io.millrace.operations.instances.InstanceClient;
import io.millrace.operations.instances.InstanceException;
import io.millrace.profile.Profile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminEndpointTest {
    private static final Profile FAST = Profile.of("fast", Map.of("commit.interval.ms", "10"));

    private final Remembering process = new Remembering();
    private AdminEndpoint endpoint;
    private String url;

    @BeforeEach
    void start() throws IOException {
        endpoint = new AdminEndpoint("127.0.0.1", 0, "secret-token", process);
        endpoint.start();
        url = "http://127.0.0.1:" + endpoint.port();
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    /** Runs whatever it is told at once. */
    private static final class Remembering implements Switchable {
        private Profile profile = Profile.NONE;
        private RuntimeException refusal;

        @Override
        public InstanceStatus status() {
            return new InstanceStatus(
                    InstanceStatus.STREAM,
                    "app",
                    profile.name(),
                    profile.digest(),
                    "",
                    "at_least_once",
                    Map.of("logs", new PipelineStatus("RUNNING", null), "clicks", PipelineStatus.failed("why")),
                    null,
                    null);
        }

        @Override
        public void switchTo(Profile next) {
            if (refusal != null) {
                throw refusal;
            }
            profile = next;
        }
    }

    private InstanceClient client() {
        return new InstanceClient(url + "/", "secret-token");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void shouldTellWhatRunsAndSwitchToTheProfileAsItWasSent() {
        InstanceStatus before = client().status();
        InstanceStatus after = client().switchTo(FAST);

        assertThat(before.runs("none", Profile.NONE.digest())).isTrue();
        assertThat(after.runs("fast", FAST.digest())).isTrue();
        assertThat(process.profile).isEqualTo(FAST);
        assertThat(after.failures()).isEqualTo(Map.of("clicks", "why"));
        assertThat(after.state()).isEqualTo("clicks FAILED, logs RUNNING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret-toke", "secret-token2", "Secret-token"})
    void shouldDoNothingForWhoeverDoesNotKnowTheToken(String token) {
        InstanceClient stranger = new InstanceClient(url, token);

        assertThatExceptionOfType(InstanceException.class)
                .isThrownBy(() -> stranger.switchTo(FAST))
                .withMessageContaining("401")
                .withMessageContaining("admin.token");
        assertThatExceptionOfType(InstanceException.class).isThrownBy(stranger::status);
        assertThat(process.profile).isEqualTo(Profile.NONE);
    }

    @Test
    void shouldDoNothingWithoutAnyToken() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url + "/profile")));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void shouldSayWhyAProfileCannotBe() {
        process.refusal = SwitchRefusedException.unfit(new IllegalArgumentException("acks and idempotence"));

        assertThatExceptionOfType(InstanceException.class)
                .isThrownBy(() -> client().switchTo(FAST))
                .withMessageContaining("422")
                .withMessageContaining("acks and idempotence");
    }

    @Test
    void shouldRefuseASecondSwitchMeanwhile() {
        process.refusal = SwitchRefusedException.busy("durability");

        assertThatExceptionOfType(InstanceException.class)
                .isThrownBy(() -> client().switchTo(FAST))
                .withMessageContaining("409")
                .withMessageContaining("durability");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"profile\":\"x\"}", "{\"settings\":{}}", "{\"nonsense\":1}"})
    void shouldRefuseWhatIsNoProfile(String body) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url + "/profile"))
                .header("Authorization", "Bearer secret-token")
                .PUT(BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(process.profile).isEqualTo(Profile.NONE);
    }

    @Test
    void shouldNameTheProcessThatDoesNotAnswer() {
        endpoint.close();

        assertThatExceptionOfType(InstanceException.class)
                .isThrownBy(() -> client().status())
                .withMessageContaining(url)
                .withMessageContaining("does not answer");
    }
}
