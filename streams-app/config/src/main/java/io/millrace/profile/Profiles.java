// SPDX-License-Identifier: Apache-2.0
package io.millrace.profile;

import io.millrace.files.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** Finds profiles: those that come with Millrace by their names, others by the paths of their files. */
public final class Profiles {
    /** In the order in which they are shown. */
    public static final List<String> SHIPPED = List.of("throughput", "latency", "durability", "availability");

    private static final String FILE = ".properties";

    private Profiles() {}

    /** The profile of that name or file, {@link Profile#NONE} for none; throws {@link ConfigException} saying what there is. */
    public static Profile named(String name) {
        return name.isEmpty() || name.equals(Profile.NONE.name()) ? Profile.NONE : resolve(name, List.of());
    }

    private static Profile resolve(String name, List<String> extending) {
        if (extending.contains(name)) {
            throw new ConfigException(
                    "The profile " + name + " extends itself, through " + String.join(" and ", extending));
        }
        ProfileFile file = ProfileFile.parse("The profile " + name, text(name));
        if (file.extended().isEmpty()) {
            return new Profile(shown(name), file.promise(), file.risk(), file.settings());
        }
        List<String> chain = new ArrayList<>(extending);
        chain.add(name);
        Profile base = resolve(beside(name, file.extended()), chain);
        Map<String, Setting> settings = new LinkedHashMap<>();
        base.settings().forEach(setting -> settings.put(setting.key(), setting));
        file.settings().forEach(setting -> settings.put(setting.key(), setting));
        return new Profile(
                shown(name),
                file.promise().isEmpty() ? base.promise() : file.promise(),
                file.risk().isEmpty() ? base.risk() : file.risk(),
                List.copyOf(settings.values()));
    }

    /** A file names the file it extends relative to itself. */
    private static String beside(String name, String extended) {
        return isFile(extended) ? Path.of(name).resolveSibling(extended).toString() : extended;
    }

    /** Whether it is the path of a file and not a name. */
    public static boolean isFile(String name) {
        return name.endsWith(FILE);
    }

    private static String shown(String name) {
        return isFile(name) ? Path.of(name).getFileName().toString().replace(FILE, "") : name;
    }

    private static String text(String name) {
        return isFile(name) ? TextFile.read("the profile", Path.of(name)) : shipped(name);
    }

    private static String shipped(String name) {
        if (!SHIPPED.contains(name)) {
            throw new ConfigException("There is no profile " + name + "; the profiles are " + String.join(", ", SHIPPED)
                    + ", or your own, named by its file, which ends in " + FILE);
        }
        try (InputStream in = Profiles.class.getResourceAsStream("/profiles/" + name + FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
