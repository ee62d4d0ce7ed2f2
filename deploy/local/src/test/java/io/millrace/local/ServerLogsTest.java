// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

class ServerLogsTest {
    @TempDir
    private Path folder;

    /** Not of the test that is looked at, so nothing in it is kept. */
    private Path kept;

    private final class Failed {
        @TempDir
        private final Path its = folder.resolve("its");
    }

    @BeforeEach
    void writeLogs() throws Exception {
        kept = folder.resolve("kept");
        Files.createDirectories(folder.resolve("its/stack/logs"));
        Files.writeString(folder.resolve("its/stack/logs/stream-1.log"), "the last words\n");
        Files.writeString(folder.resolve("its/stack/else.log"), "not a server's\n");
    }

    private ExtensionContext after(Throwable failure) {
        Failed instance = new Failed();
        return (ExtensionContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ExtensionContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getExecutionException" -> Optional.ofNullable(failure);
                    case "getRequiredTestClass" -> Failed.class;
                    case "getTestInstance" -> Optional.of(instance);
                    case "getTestMethod" ->
                        Optional.of(ServerLogsTest.class.getDeclaredMethod("shouldKeepTheLogsOfAFailedTest"));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void shouldKeepTheLogsOfAFailedTest() throws Exception {
        new ServerLogs(kept).afterEach(after(new AssertionError()));

        Path log = kept.resolve("Failed.shouldKeepTheLogsOfAFailedTest/stream-1.log");
        assertThat(log).content().isEqualTo("the last words\n");
        assertThat(log.resolveSibling("else.log")).doesNotExist();
    }

    @Test
    void shouldKeepNothingOfATestThatPassed() throws Exception {
        new ServerLogs(kept).afterEach(after(null));

        assertThat(kept).doesNotExist();
    }
}
