// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ShowProfileTest {
    private static final String JAAS =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\" password=\"hunter2\";";

    @TempDir
    private Path folder;

    private String run(String... arguments) {
        StringWriter output = new StringWriter();
        new CommandLine(new ProfilesCommand())
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(output))
                .execute(arguments);
        return output.toString();
    }

    private Path profile(String name, String lines) throws Exception {
        return Files.writeString(folder.resolve(name), lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--json"})
    void shouldShowNoSecretOfTheProfileNorOfTheConfiguration(String json) throws Exception {
        Path mine = profile(
                "mine.properties",
                "kafka.sasl.jaas.config=" + JAAS
                        + "\nkafka.ssl.key.password=hunter2\nconnectors.aws.secret.access.key=hunter2\n");
        Path config = profile(
                "config.properties",
                "profile.allow=kafka.sasl.jaas.config\nkafka.ssl.key.password=hunter2own\nkafka.sasl.jaas.config="
                        + JAAS + "\n");

        String shown = run(
                "show", mine.toString(), "--config", config.toString(), json.isEmpty() ? "--set=http.port=0" : json);

        assertThat(shown).contains("kafka.ssl.key.password", "[hidden]").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show durability", "show durability --json", "list"})
    void shouldShowAProfileThatContradictsTheConfigurationWithTheReason(String command) throws Exception {
        Path config = profile("config.properties", "kafka.producer.acks=1\nprofile=durability\n");

        String shown = run((command + " --config " + config).split(" "));

        assertThat(shown).contains("contradict each other", "kafka.producer.acks=1");
        assertThat(shown).contains("durability").doesNotContain("Exception");
    }

    @Test
    void shouldSayThatSecretsDifferWithoutShowingThem() throws Exception {
        Path a = profile("a.properties", "connectors.aws.secret.access.key=hunter2\n");
        Path b = profile("b.properties", "connectors.aws.secret.access.key=hunter3\n");

        assertThat(run("diff", a.toString(), b.toString()))
                .contains("connectors.aws.secret.access.key", "[hidden]")
                .doesNotContain("hunter");
    }
}
