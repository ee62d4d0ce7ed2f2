// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.app.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the build puts on the class paths of the processes, as users get it. */
class ClassPathsIT {
    private static final Path HOME = Path.of(System.getProperty("millrace.home"));
    private static final String REGISTRY = "deploy/local/servers/registry/target/lib";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy/local/target/lib",
                "streams-app/stream/target/lib",
                "deploy/local/servers/kafka/target/lib",
                "deploy/local/servers/s3/target/lib",
                "deploy/local/servers/opensearch/target/lib",
                "deploy/local/servers/postgres/target/lib",
                "connectors/s3-sink/target/plugin/millrace-s3-sink",
                "connectors/opensearch-sink/target/plugin/millrace-opensearch-sink",
                "connectors/postgres-sink/target/plugin/millrace-postgres-sink"
            })
    void shouldHoldEachLibraryOnce(String folder) throws IOException {
        List<String> libraries = jars(HOME.resolve(folder))
                .map(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", ""))
                .toList();

        assertThat(libraries).isNotEmpty().doesNotHaveDuplicates();
    }

    /** Destinations are the business of sinks, and of what looks after them. */
    @Test
    void shouldKeepDestinationsOutOfStreamProcesses() throws IOException {
        String stream = jars(HOME.resolve("streams-app/stream/target/lib"))
                .map(jar -> jar.getFileName().toString())
                .collect(Collectors.joining("\n"));

        assertThat(stream)
                .contains("kafka-streams-", "config-")
                .doesNotContainPattern(
                        "(?m)^(s3-|sts-|sso-|.*aws.*|url-connection-|apache-client-|postgresql|HikariCP|opensearch|operations-|cli-)");
    }

    @Test
    void shouldHaveLicenceAndNoticeInEveryJarOfOurs() throws IOException {
        String end = "-" + new Version().getVersion()[0].replaceFirst(".* ", "") + ".jar";
        List<Path> ours = Stream.concat(
                        jars(HOME.resolve("deploy/local/target/lib")),
                        jars(HOME.resolve("connectors/s3-sink/target/plugin/millrace-s3-sink")))
                .filter(jar -> jar.getFileName().toString().endsWith(end))
                .toList();

        assertThat(ours).hasSizeGreaterThan(4).allSatisfy(jar -> {
            try (JarFile content = new JarFile(jar.toFile())) {
                assertThat(content.getEntry("META-INF/LICENSE")).isNotNull();
                assertThat(content.getEntry("META-INF/NOTICE")).isNotNull();
            }
        });
        assertThat(HOME.resolve("connectors/s3-sink/target/plugin/millrace-s3-sink"))
                .isDirectoryContaining("glob:**NOTICE");
    }

    /** Its distribution brings what it was released with; the enforcer does not see into that. */
    @Test
    void shouldLeaveOutWhatTheRegistryNeedsNot() throws IOException {
        String inside = jars(HOME.resolve(REGISTRY).resolve("lib"))
                .map(jar -> jar.getFileName().toString())
                .collect(Collectors.joining("\n"));

        assertThat(inside)
                .contains("io.quarkus.quarkus-core-")
                .doesNotContain(
                        "commons-httpclient.",
                        "io.netty.",
                        "io.vertx.vertx-",
                        "jackson-databind",
                        "org.lz4.",
                        "com.mysql.");
    }

    private static Stream<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar")).toList().stream();
        }
    }
}
