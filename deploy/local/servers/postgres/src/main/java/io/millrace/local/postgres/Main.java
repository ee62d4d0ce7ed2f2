// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.postgres;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Runs PostgreSQL for as long as this process runs. The argument is a properties file with {@code folder}, {@code port}, {@code
 * user}, {@code password} and {@code database}; any other key is a setting of the server.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Properties file = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(args[0]), StandardCharsets.UTF_8)) {
            file.load(in);
        }
        Map<String, String> settings = new HashMap<>();
        file.stringPropertyNames().forEach(key -> settings.put(key, file.getProperty(key)));
        Path folder = Path.of(settings.remove("folder"));
        int port = Integer.parseInt(settings.remove("port"));
        Account account =
                new Account(settings.remove("user"), settings.remove("password"), settings.remove("database"));
        LocalPostgres postgres = new LocalPostgres(folder, port, account, settings, ProcessBuilder.Redirect.INHERIT);
        postgres.start();
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "stop"));
        Runtime.getRuntime().exit(postgres.await());
    }
}
