// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of a test that failed: prints how the logs of its servers end, and keeps them in {@code target/failed}, before they go with the
 * folder that they lie in. Registered for every test of this module; looks into folders that a field marks as {@link TempDir}.
 */
public final class ServerLogs implements AfterEachCallback, AfterAllCallback {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLogs.class);
    private static final int LAST_LINES = 60;
    private static final int DEPTH = 6;

    private final Path kept;

    public ServerLogs() {
        this(Path.of("target", "failed"));
    }

    ServerLogs(Path kept) {
        this.kept = kept;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        keepIfFailed(context);
    }

    /** What failed before the first test. */
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        keepIfFailed(context);
    }

    private void keepIfFailed(ExtensionContext context) throws IOException {
        if (context.getExecutionException().isEmpty()) {
            return;
        }
        String test = context.getRequiredTestClass().getSimpleName()
                + '.'
                + context.getTestMethod().map(method -> method.getName()).orElse("all");
        for (Path folder : folders(context)) {
            keep(test, folder);
        }
    }

    private static List<Path> folders(ExtensionContext context) {
        List<Path> folders = new ArrayList<>();
        for (Field field : context.getRequiredTestClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(TempDir.class) && field.getType() == Path.class) {
                try {
                    field.setAccessible(true);
                    folders.add((Path) field.get(context.getTestInstance().orElse(null)));
                } catch (IllegalAccessException | NullPointerException e) {
                    LOG.atDebug().setCause(e).log("No folder in {}", field);
                }
            }
        }
        return folders;
    }

    /** Of each {@code logs/*.log} below the folder. */
    void keep(String test, Path folder) throws IOException {
        try (Stream<Path> files = Files.find(folder, DEPTH, (file, attributes) -> isLog(file))) {
            for (Path file : files.sorted().toList()) {
                Path copy = kept.resolve(test).resolve(file.getFileName());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                LOG.atError()
                        .addKeyValue("test", test)
                        .addKeyValue("kept", copy)
                        .log("The log of {} ends in:\n{}", file.getFileName(), end(file));
            }
        }
    }

    private static boolean isLog(Path file) {
        return file.getFileName().toString().endsWith(".log")
                && file.getParent().getFileName().toString().equals("logs");
    }

    private static String end(Path file) throws IOException {
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}
