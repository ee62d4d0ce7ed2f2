package io.millrace.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that hold settings, which may be secrets: nobody but their owner reads them, and nobody reads half of one. */
public final class PrivateFile {
    private PrivateFile() {}

    /** Whoever reads meanwhile sees the old file, or none, or the new one. */
    public static void write(Path file, String text) throws IOException {
        Path next = next(file, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The same for somebody else's file, which stays readable for whom it was. */
    public static void rewrite(Path file, String text) throws IOException {
        Path next = next(file, text);
        Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(file));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Java makes temporary files for their owner only. */
    private static Path next(Path file, String text) throws IOException {
        Path next = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new");
        return Files.writeString(next, text);
    }
}
