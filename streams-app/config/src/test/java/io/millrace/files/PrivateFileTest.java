// SPDX-License-Identifier: Apache-2.0
package io.millrace.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
    @TempDir
    private Path folder;

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void shouldBeReadableForItsOwnerOnlyWhateverWasThere() throws Exception {
        Path file = Files.writeString(folder.resolve("a.properties"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        PrivateFile.write(file, "new".getBytes(StandardCharsets.UTF_8));

        assertThat(file).content().isEqualTo("new");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(folder.toFile().list()).containsExactly("a.properties");
    }

    @Test
    void shouldLeaveSomebodyElsesFileReadableForWhomItWas() throws Exception {
        Path file = Files.writeString(folder.resolve("a.properties"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        PrivateFile.rewrite(file, "new");

        assertThat(file).content().isEqualTo("new");
        assertThat(permissions(file)).isEqualTo("rw-r-----");
    }
}
