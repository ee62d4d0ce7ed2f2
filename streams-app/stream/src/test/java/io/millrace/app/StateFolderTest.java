// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.config.MillraceConfig;
import io.millrace.pipeline.start.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    private Path folder;

    private static MillraceConfig stateIn(Path folder) {
        return MillraceConfig.of(Map.of("state.dir", folder.toString()));
    }

    private static void assertRefused(Path state) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> StateFolder.check(stateIn(state)))
                .withMessageContaining(state.toString())
                .withMessageContaining("state.dir")
                .withMessageNotContaining("\n");
    }

    @Test
    void shouldMakeTheFolderAndLeaveNothingInIt() {
        Path state = folder.resolve("a").resolve("b");

        StateFolder.check(stateIn(state));

        assertThat(state).isEmptyDirectory();
    }

    @Test
    void shouldRefuseAFileInPlaceOfTheFolder() throws IOException {
        assertRefused(Files.createFile(folder.resolve("file")));
    }

    @Test
    void shouldRefuseAFolderBelowAFile() throws IOException {
        assertRefused(Files.createFile(folder.resolve("file")).resolve("state"));
    }

    @Test
    void shouldRefuseAFolderThatCannotBeWritten() throws IOException {
        Path state = Files.createDirectory(
                folder.resolve("readonly"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        assumeThat(Files.isWritable(state)).as("root may write anywhere").isFalse();

        assertRefused(state);
    }

    @Test
    void shouldRefuseAFileSystemThatCannotBeWritten() {
        Path state = Path.of("/proc/self/fd/millrace");
        assumeThat(Path.of("/proc/self/fd")).isDirectory();

        assertRefused(state);
    }
}
