// SPDX-License-Identifier: Apache-2.0
package io.millrace.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {
    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void shouldPassOverAByteOrderMark() throws IOException {
        String name = file("windows.properties", "\uFEFFextend=latency\r\ncommit.interval.ms=77\r\n");

        assertThat(Profiles.named(name).values())
                .containsEntry("commit.interval.ms", "77")
                .containsOnlyKeys(Profiles.named("latency").values().keySet());
    }

    private static String refusalOf(String name) {
        return assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Profiles.named(name))
                .actual()
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"throughput", "latency", "durability", "availability"})
    void shouldSayWhatAShippedProfilePromisesAndRisks(String name) {
        Profile profile = Profiles.named(name);

        assertThat(profile.name()).isEqualTo(name);
        assertThat(profile.promise()).isNotBlank();
        assertThat(profile.risk()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"throughput", "latency", "durability", "availability"})
    void shouldGiveAReasonForEverySetting(String name) {
        assertThat(Profiles.named(name).settings())
                .noneMatch(setting -> setting.reason().isEmpty());
    }

    @Test
    void shouldSetTheSameKeysInAllShippedProfilesThatDifferInTheirPurpose() {
        for (String name : Profiles.SHIPPED) {
            assertThat(Profiles.named(name).values())
                    .as(name)
                    .containsKeys(
                            "processing.guarantee",
                            "commit.interval.ms",
                            "defaults.window.ms",
                            "defaults.max.age.ms",
                            "kafka.gateway.producer.acks",
                            "kafka.gateway.producer.enable.idempotence",
                            "kafka.gateway.producer.linger.ms",
                            "kafka.producer.linger.ms",
                            "kafka.main.consumer.fetch.min.bytes",
                            "kafka.num.standby.replicas",
                            "topics.replication.factor",
                            "topics.min.insync.replicas",
                            "topics.unclean.leader.election.enable",
                            "connectors.consumer.override.isolation.level");
        }
    }

    @Test
    void shouldBeNoneForNothing() {
        assertThat(Profiles.named("")).isEqualTo(Profile.NONE);
        assertThat(Profiles.named("none")).isEqualTo(Profile.NONE);
    }

    @Test
    void shouldReadAFileWithItsReasons() throws IOException {
        Profile own = Profiles.named(file("own.properties", """
                # About the file.

                promise = All of it.
                # Because
                # of this.
                commit.interval.ms = 500
                defaults.window.ms=7

                num.stream.threads=2
                """));

        assertThat(own.promise()).isEqualTo("All of it.");
        assertThat(own.settings())
                .containsExactly(
                        new Setting("commit.interval.ms", "500", "Because of this."),
                        new Setting("defaults.window.ms", "7", "Because of this."),
                        new Setting("num.stream.threads", "2", ""));
    }

    @Test
    void shouldExtendAShippedProfile() throws IOException {
        Profile own = Profiles.named(file("own.properties", "extend=latency\nkafka.producer.linger.ms=2\n"));

        assertThat(own.values()).containsEntry("kafka.producer.linger.ms", "2").containsEntry("kafka.poll.ms", "5");
        assertThat(own.risk()).isEqualTo(Profiles.named("latency").risk());
    }

    @Test
    void shouldExtendAFileBesideIt() throws IOException {
        file("base.properties", "commit.interval.ms=1\n");
        Profile own = Profiles.named(file("own.properties", "extend=base.properties\nnum.stream.threads=2\n"));

        assertThat(own.values()).containsOnlyKeys("commit.interval.ms", "num.stream.threads");
    }

    @Test
    void shouldRefuseACircleOfFiles() throws IOException {
        file("a.properties", "extend=b.properties\n");
        String b = file("b.properties", "extend=a.properties\n");

        assertThat(refusalOf(b)).contains("extends itself").contains("a.properties");
    }

    @Test
    void shouldSayWhichProfilesThereAre() {
        assertThat(refusalOf("fast"))
                .contains("no profile fast")
                .contains("throughput, latency, durability, availability")
                .contains(".properties");
    }

    @Test
    void shouldNameTheLineOfAKeySetTwiceOrContinued() throws IOException {
        assertThat(refusalOf(file("twice.properties", "a=1\nb=2\na=3\n"))).contains("line 3: a is set twice");
        assertThat(refusalOf(file("long.properties", "a=1\\\n2\n")))
                .contains("line 1")
                .contains("one line");
        assertThat(refusalOf(folder.resolve("none.properties").toString())).contains("Cannot read the profile");
    }

    @Test
    void shouldTellTwoProfilesOfOneNameApart() {
        Profile one = Profile.of("own", Profiles.named("latency").values());

        assertThat(one.digest()).isEqualTo(Profiles.named("latency").digest()).hasSize(12);
        assertThat(one.digest()).isNotEqualTo(Profiles.named("throughput").digest());
    }
}
