// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class DeadLetterTopicsTest {
    private static final class Answer extends DescribeTopicsResult {
        Answer(Map<String, KafkaFuture<TopicDescription>> byName) {
            super(null, byName);
        }
    }

    private final Map<String, KafkaFuture<TopicDescription>> answers = new HashMap<>();

    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, args) -> new Answer(answers));
    }

    private void exists(String topic) {
        answers.put(topic, KafkaFuture.completedFuture(new TopicDescription(topic, false, List.of())));
    }

    private void fails(String topic, RuntimeException cause) {
        answers.put(topic, KafkaFuture.completedFuture(topic).thenApply(asked -> {
            throw cause;
        }));
    }

    private void check(String... topics) {
        DeadLetterTopics.check(admin(), List.of(topics));
    }

    @Test
    void shouldGoOnWhenAllExist() {
        exists("a.dlq");
        exists("b.dlq");

        assertThatCode(() -> check("a.dlq", "b.dlq")).doesNotThrowAnyException();
    }

    @Test
    void shouldNameTheMissingTopicAndTheKey() {
        exists("a.dlq");
        fails("foo-out.dlq", new UnknownTopicOrPartitionException());

        assertThatThrownBy(() -> check("a.dlq", "foo-out.dlq"))
                .isInstanceOf(ConnectException.class)
                .hasMessage("The dead-letter topic foo-out.dlq does not exist:"
                        + " create it, or name another with dead.letter.topic");
    }

    @Test
    void shouldSayThatATopicIsForbidden() {
        fails("a.dlq", new TopicAuthorizationException("not yours"));

        assertThatThrownBy(() -> check("a.dlq"))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("a.dlq")
                .hasMessageContaining("not yours");
    }

    @Test
    void shouldGoOnWhenBrokersDoNotAnswerButStillFindWhatIsMissing() {
        fails("a.dlq", new TimeoutException("no broker"));
        assertThatCode(() -> check("a.dlq")).doesNotThrowAnyException();

        fails("b.dlq", new UnknownTopicOrPartitionException());
        assertThatThrownBy(() -> check("a.dlq", "b.dlq")).hasMessageContaining("b.dlq");
    }

    /** With the real client, and producer settings that an admin client would refuse or not understand. */
    @Test
    void shouldNotWaitForBrokersThatAreAway() {
        Map<String, String> props = Map.of(
                "topics", "clicks.batches",
                "dead.letter.bootstrap.servers", "localhost:1",
                "dead.letter.request.timeout.ms", "90000",
                "dead.letter.linger.ms", "5");
        DeliveryConfig config = config(props);

        try (Admin admin = DeadLetterTopics.admin(config)) {
            assertThatCode(() -> DeadLetterTopics.check(admin, config)).doesNotThrowAnyException();
        }
    }

    @Test
    void shouldSayWhyTheSettingsMakeNoClient() {
        DeliveryConfig config = config(Map.of(
                "topics", "clicks.batches",
                "dead.letter.bootstrap.servers", "localhost:1",
                "dead.letter.security.protocol", "TLS"));

        assertThatThrownBy(() -> DeadLetterTopics.admin(config))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll("dead.letter.*", "TLS");
    }

    @Test
    void shouldAskForThoseOfTheTopicsThatAPatternTakesIn() {
        ReadTopics reads = new ReadTopics(Set.of(), Pattern.compile("team\\.(a|b)\\.batches"));

        assertThat(DeadLetterTopics.ofPattern(reads, Set.of("team.a.batches", "team.b.batches", "other")))
                .containsExactly("team.a.dlq", "team.b.dlq");
    }

    @Test
    void shouldRefuseDeadLettersThatAPatternTakesIn() {
        ReadTopics reads = new ReadTopics(Set.of(), Pattern.compile("team\\.(a|b)\\..*"));

        assertThatThrownBy(() -> DeadLetterTopics.ofPattern(reads, Set.of("team.a.batches")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll("team.a.dlq", "topics.regex");
    }

    private static DeliveryConfig config(Map<String, String> props) {
        return DeliveryConfig.of(new AbstractConfig(DeliveryConfig.addTo(new ConfigDef()), props, false));
    }
}
