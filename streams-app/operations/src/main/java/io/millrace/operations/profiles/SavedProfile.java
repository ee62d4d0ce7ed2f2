// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.profiles;

import io.millrace.config.MillraceConfig;
import io.millrace.files.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The line of a configuration file that names the profile. All other lines stay as they are. */
public final class SavedProfile {
    private static final Pattern LINE = Pattern.compile("\uFEFF?\\s*" + MillraceConfig.PROFILE + "\\s*[=:].*");

    private SavedProfile() {}

    /** Puts {@code name} into the file; a concurrent reader sees the old file or the new one. */
    public static void write(Path file, String name) {
        String setting = MillraceConfig.PROFILE + "=" + name;
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            boolean isThere = lines.stream().anyMatch(line -> LINE.matcher(line).matches());
            lines.replaceAll(line -> LINE.matcher(line).matches() ? setting : line);
            if (!isThere) {
                lines.add(setting);
            }
            PrivateFile.rewrite(file, lines.stream().map(line -> line + '\n').collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException("The processes have switched, but " + file + " could not be changed", e);
        }
    }
}
