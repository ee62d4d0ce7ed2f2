// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Where the figures come from.
 *
 * @param processor its model, as the system calls it
 * @param revision of the sources, with a {@code +} when they differ from it; empty when they are no git checkout
 */
public record Machine(
        int cores, long memoryBytes, String processor, String system, String jvm, String kafka, String revision) {
    private static final Pattern MODEL = Pattern.compile("model name\\s*:\\s*(.+)");

    static Machine here(Path home) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                system.getAvailableProcessors(),
                system.getTotalMemorySize(),
                model(),
                System.getProperty("os.name")
                        + ' '
                        + System.getProperty("os.version")
                        + ' '
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + ' ' + System.getProperty("java.runtime.version"),
                AppInfoParser.getVersion(),
                revision(home));
    }

    String text() {
        return "%s, %d cores, %.1f GiB, %s; %s; Kafka %s%s"
                .formatted(
                        processor,
                        cores,
                        memoryBytes / (double) (1L << 30),
                        system,
                        jvm,
                        kafka,
                        revision.isEmpty() ? "" : "; revision " + revision);
    }

    private static String model() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.map(MODEL::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String revision(Path home) {
        return git(home, "rev-parse", "--short=12", "HEAD")
                + (git(home, "status", "--porcelain", "--untracked-files=no").isEmpty() ? "" : "+");
    }

    /** What it prints; nothing when there is no git or it fails. */
    private static String git(Path home, String... arguments) {
        try {
            Process git = new ProcessBuilder(
                            Stream.concat(Stream.of("git", "-C", home.toString()), Stream.of(arguments))
                                    .toList())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? said : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
