// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads what this module ships, strictly: no key twice; and writes what is made of it. */
public final class Yaml {
    private Yaml() {}

    /** @param <T> what the file is known to hold: a map or a list */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <T> T read(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (Reader reader = Files.newBufferedReader(file)) {
            return (T) new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).load(reader);
        }
    }

    /** {@code what} is made of maps, lists and texts. */
    static String text(Object what) {
        return new org.yaml.snakeyaml.Yaml().dump(what);
    }
}
