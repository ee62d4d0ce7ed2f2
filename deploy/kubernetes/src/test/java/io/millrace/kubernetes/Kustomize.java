// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code kubectl kustomize}, which needs no cluster. */
final class Kustomize {
    private static final Pattern VERSION = Pattern.compile("\"minor\": \"(\\d+)");
    /** The first with Kustomize 5. */
    private static final int OLDEST = 27;

    private Kustomize() {}

    /** The manifests' own folder. */
    static Path folder() {
        return Path.of(System.getProperty("millrace.home"), "deploy", "kubernetes");
    }

    /** A new folder that goes with the build, from which overlays reach the components as the examples do. */
    static Path scratch() {
        try {
            return Files.createTempDirectory(Files.createDirectories(folder().resolve("target")), "overlay");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code overlay} renders to, as YAML; skips the test where there is no kubectl that can. */
    static String render(Path overlay) {
        requireKubectl();
        try {
            Result result = run("kubectl", "kustomize", overlay.toString());
            assertThat(result.exitCode()).as(result.output()).isZero();
            return result.output();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireKubectl() {
        try {
            Matcher version = VERSION.matcher(
                    run("kubectl", "version", "--client", "-o", "json").output());
            if (!version.find() || Integer.parseInt(version.group(1)) < OLDEST) {
                abort("The manifests are not checked: kubectl is older than 1." + OLDEST);
            }
        } catch (IOException e) {
            abort("The manifests are not checked: there is no kubectl on the PATH (any since 1." + OLDEST
                    + " will do)");
        }
    }

    private static Result run(String... command) throws IOException {
        Path output = scratch().resolve("kubectl.out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int exitCode = process.waitFor();
            return new Result(exitCode, Files.readString(output, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Result(int exitCode, String output) {}
}
