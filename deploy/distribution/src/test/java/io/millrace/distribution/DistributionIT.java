// SPDX-License-Identifier: Apache-2.0
package io.millrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive as users get it, unpacked in a folder of its own. */
class DistributionIT {
    private static final Path ARCHIVE = Path.of(System.getProperty("millrace.archive"));
    private static final String VERSION = System.getProperty("millrace.version");

    @TempDir
    private static Path folder;

    private static Path home;

    private record Result(int exitCode, String output) {}

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        Path anywhere = Files.createDirectory(folder.resolve("mill race"));
        assertThat(run("tar", "-xzf", ARCHIVE.toString(), "-C", anywhere.toString())
                        .exitCode())
                .isZero();
        home = anywhere.resolve("millrace-" + VERSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "stream --help",
                "gateway --help",
                "profiles list",
                "topics plan --help",
                "verify --help"
            })
    void shouldRun(String command) throws IOException, InterruptedException {
        Result result = millrace(command);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).containsAnyOf("Usage: ", "availability").doesNotContain("WARN", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "stream --version", "gateway --version", "profiles list --version"})
    void shouldTellItsVersion(String command) throws IOException, InterruptedException {
        assertThat(millrace(command).output()).isEqualTo("millrace " + VERSION + "\n");
    }

    @Test
    void shouldRunThroughALink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("millrace"), home.resolve("bin/millrace"));

        assertThat(run(link.toString(), "--version").output()).isEqualTo("millrace " + VERSION + "\n");
    }

    @Test
    void shouldSayInOneSentenceWhatIsWrong() throws IOException, InterruptedException {
        Result result = millrace("stream --set bootstrap.servers=localhost:99999 --set pipelines=p --set http.port=0");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output().lines()).last().asString().startsWith("stream: ");
    }

    /** In a folder whose name has no space: the JVM archives no classes of others. */
    @Test
    void shouldStartFromAnArchiveOfClasses() throws IOException, InterruptedException {
        Path plain = folder.resolve("plain");
        assertThat(run("cp", "-a", home.toString(), plain.toString()).exitCode())
                .isZero();
        String launcher = plain.resolve("bin/millrace").toString();
        Result archived = run(launcher, "archive-classes");
        assertThat(archived.exitCode()).as(archived.output()).isZero();

        Result stream = runWith("-Xlog:class+load", launcher, "stream", "--version");

        assertThat(stream.output().lines())
                .anyMatch(line ->
                        line.contains("io.millrace.app.StreamMain ") && line.contains("shared objects file (top)"));
    }

    @Test
    void shouldKeepFromTheStreamWhatOnlyLooksAfterIt() throws IOException {
        assertThat(jars("lib/stream"))
                .isNotEmpty()
                .noneMatch(jar -> jar.matches("(s3|sdk-core|postgresql|operations|cli)-\\d.*"));
        assertThat(jars("lib/commands")).anyMatch(jar -> jar.matches("s3-\\d.*"));
    }

    @Test
    void shouldHoldNoLibraryTwiceOnOneClassPath() throws IOException {
        for (String more : List.of("lib/commands", "lib/gateway")) {
            Stream<String> together = Stream.concat(jars("lib/stream").stream(), jars(more).stream());

            assertThat(together.map(jar -> jar.replaceFirst("-\\d.*", "")).toList())
                    .as(more)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldNameInTheBillOfMaterialsWhatIsShippedAndNothingElse() throws IOException {
        Set<String> shipped = new TreeSet<>(jars("lib/stream"));
        shipped.addAll(jars("lib/commands"));
        shipped.addAll(jars("lib/gateway"));
        shipped.addAll(jars("connectors/millrace-s3-sink"));
        shipped.addAll(jars("connectors/millrace-opensearch-sink"));
        shipped.addAll(jars("connectors/millrace-postgres-sink"));
        Set<String> listed = new TreeSet<>();
        JsonNode bom = new ObjectMapper().readTree(home.resolve("sbom.cdx.json").toFile());
        for (JsonNode library : bom.get("components")) {
            listed.add(
                    library.get("name").asText() + '-' + library.get("version").asText() + ".jar");
        }

        // It is inside the registry client's jar.
        assertThat(listed.removeIf(jar -> jar.startsWith("flink-sql-avro-confluent-registry-")))
                .isTrue();
        assertThat(listed).isEqualTo(shipped);
    }

    @Test
    void shouldHaveItsChecksumBesideIt() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(ARCHIVE));

        assertThat(Path.of(ARCHIVE + ".sha256"))
                .content()
                .isEqualToIgnoringNewLines("%064x  %s".formatted(new BigInteger(1, digest), ARCHIVE.getFileName()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "LICENSE",
                "NOTICE",
                "CONFIG.md",
                "METRICS.md",
                "PROFILES.md",
                "CHANGELOG.md",
                "profiles/durability.properties",
                "connectors/millrace-s3-sink/README.md",
                "connectors/millrace-opensearch-sink/README.md",
                "connectors/millrace-postgres-sink/README.md"
            })
    void shouldHold(String file) {
        assertThat(home.resolve(file)).isNotEmptyFile();
    }

    private static Result millrace(String command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(home.resolve("bin/millrace").toString()));
        line.addAll(List.of(command.split(" ")));
        return run(line.toArray(String[]::new));
    }

    private static Result run(String... line) throws IOException, InterruptedException {
        return runWith("", line);
    }

    private static Result runWith(String jvmOptions, String... line) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MILLRACE_JAVA_OPTS", "-XX:TieredStopAtLevel=1 " + jvmOptions);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static List<String> jars(String inside) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(inside))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }
}
