// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final String FOLDER = "/home/jörg/mühle 水車/=#!:\\";

    @TempDir
    private Path folder;

    @Test
    void shouldMeanTheSameToReadersOfLatin1AndOfUtf8() throws IOException {
        // Given
        Path file = folder.resolve("run").resolve("kafka.properties");

        // When
        Settings.write(file, Map.of("log.dirs", FOLDER));

        // Then
        Properties latin1 = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            latin1.load(in);
        }
        Properties utf8 = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            utf8.load(in);
        }
        assertThat(latin1).isEqualTo(Map.of("log.dirs", FOLDER)).isEqualTo(utf8);
    }

    @Test
    void shouldBeReadByItsOwnerOnlyAndLeaveNothingBeside() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("s3.properties"), "older");

        // When
        Settings.write(file, Map.of("s3proxy.credential", "secret"));

        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.toFile().list()).containsExactly("s3.properties");
    }
}
