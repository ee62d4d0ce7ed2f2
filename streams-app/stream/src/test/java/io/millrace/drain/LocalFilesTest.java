// SPDX-License-Identifier: Apache-2.0
package io.millrace.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
    @TempDir
    Path application;

    @Test
    void shouldDeleteWhatAKilledProcessLeftOfTheStore() throws IOException {
        Path task = Files.createDirectories(application.resolve("0_3"));
        Files.writeString(
                Files.createDirectories(task.resolve("p-open-batches")).resolve("0"), "x");

        LocalFiles.deleteLeftovers(application, "p-open-batches");

        assertThat(task).isEmptyDirectory();
    }

    @Test
    void shouldLeaveOtherStoresAlone() throws IOException {
        Path other = Files.createDirectories(application.resolve("0_3/rocksdb/p-rollups"));
        Files.createDirectories(application.resolve("0_3/p-open-batches"));

        LocalFiles.deleteLeftovers(application, "p-open-batches");

        assertThat(other).exists();
        assertThat(application.resolve("0_3/p-open-batches")).doesNotExist();
    }

    @Test
    void shouldDoNothingWhereNothingWasEverStored() {
        LocalFiles.deleteLeftovers(application.resolve("none"), "p-open-batches");

        assertThat(application).isEmptyDirectory();
    }
}
