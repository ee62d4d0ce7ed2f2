// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedProfileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldChangeTheLineOfTheProfileAndNoOther() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.properties"), "# profile=not this\npipelines=a\n profile : latency\nprofiles=x\n");

        SavedProfile.write(file, "durability");

        assertThat(file).hasContent("# profile=not this\npipelines=a\nprofile=durability\nprofiles=x\n");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void shouldFindTheLineBehindAByteOrderMark() throws IOException {
        Path file = Files.writeString(folder.resolve("a.properties"), "\uFEFFprofile=latency\npipelines=a\n");

        SavedProfile.write(file, "durability");

        assertThat(file).hasContent("profile=durability\npipelines=a\n");
    }

    @Test
    void shouldAddTheLineWhereThereIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("a.properties"), "pipelines=a\n");

        SavedProfile.write(file, "durability");

        assertThat(file).hasContent("pipelines=a\nprofile=durability\n");
    }
}
