package io.millrace.local.server;

import io.millrace.config.PrivateFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** A server's configuration file, written anew at every start. Some hold secrets, so all are for their owner only. */
public final class Settings {

    private Settings() {}

    public static void write(Path file, Map<String, ?> settings) {
        Properties properties = new Properties();
        settings.forEach((key, value) -> properties.setProperty(key, value.toString()));
        try {
            Files.createDirectories(file.getParent());
            StringWriter text = new StringWriter();
            properties.store(text, "Written by Millrace at every start: changes are lost");
            PrivateFile.write(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
