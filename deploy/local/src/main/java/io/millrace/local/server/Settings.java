// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.server;

import io.millrace.files.PrivateFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** A server's configuration file, rewritten at every start. */
public final class Settings {

    private Settings() {}

    /** In ASCII, with everything else escaped: some servers read properties as ISO 8859-1, others as UTF-8. */
    public static void write(Path file, Map<String, ?> settings) {
        Properties properties = new Properties();
        settings.forEach((key, value) -> properties.setProperty(key, value.toString()));
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            properties.store(text, "Written by Millrace at every start: changes are lost");
            PrivateFile.write(file, text.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
