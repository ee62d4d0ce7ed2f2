// SPDX-License-Identifier: Apache-2.0
package io.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document of the project that is made from code, and compared with it. */
public final class GeneratedFile {
    /** Set to true, files are written instead of compared. */
    public static final String UPDATE = "millrace.update.docs";

    private GeneratedFile() {}

    /** @param file below the project's folder */
    public static void assertCurrent(String file, String text) throws IOException {
        Path path = Path.of(System.getProperty("millrace.home"), file);
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(path, text);
        }
        assertThat(path)
                .as("%s is stale: run mvn package with -D%s=true, and look at what changed", file, UPDATE)
                .content()
                .isEqualTo(text);
    }
}
