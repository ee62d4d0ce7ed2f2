// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, which lie on the class path as an archive, unpacked into a folder once. */
final class Program {
    private static final int OWNER_EXECUTES = 0100;

    private final Path home;

    private Program(Path home) {
        this.home = home;
    }

    /** Unpacks into {@code home} unless an earlier start has; half an archive is never taken for a whole one. */
    static Program in(Path home) throws IOException {
        if (!Files.isDirectory(home)) {
            Path unfinished = home.resolveSibling(home.getFileName() + ".unfinished");
            delete(unfinished);
            unpack(unfinished);
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Program(home);
    }

    String path(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static void unpack(Path folder) throws IOException {
        String archive = archive();
        try (InputStream packed = Program.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new IOException("there is no PostgreSQL for this machine on the class path (" + archive + ")");
            }
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, folder);
                }
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("an entry of the archive leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            if ((entry.getMode() & OWNER_EXECUTES) != 0) {
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static String archive() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return "/postgres-" + system + '-' + (List.of("aarch64", "arm64").contains(machine) ? "arm_64" : "x86_64")
                + ".txz";
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
