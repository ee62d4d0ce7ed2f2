// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    Path folder;

    private String end(int lines, String content) throws IOException {
        Path file = Files.writeString(folder.resolve("a.log"), content);
        StringWriter text = new StringWriter();
        new LogFile(file).printEnd(lines, new PrintWriter(text));
        return text.toString();
    }

    @Test
    void shouldPrintTheLastLines() throws IOException {
        assertThat(end(2, "one\ntwo\nthree\n")).isEqualTo("two\nthree\n");
        assertThat(end(5, "one\ntwo\n")).isEqualTo("one\ntwo\n");
        assertThat(end(3, "")).isEmpty();
    }

    @Test
    void shouldFindThemInALongLog() throws IOException {
        // Given
        String content =
                IntStream.range(0, 50_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());

        // When
        String end = end(20_000, content);

        // Then
        assertThat(end).startsWith("line 30000\n").endsWith("line 49999\n").hasLineCount(20_000);
    }
}
