// SPDX-License-Identifier: Apache-2.0
package io.millrace.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Files that hold settings, which may be secrets: nobody but their owner can read them, and nobody ever reads half of one, even if
 * its writer dies.
 */
public final class PrivateFile {
    private PrivateFile() {}

    /** Creates the folder too. A concurrent reader sees the old file, or none, or the new one. */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, content, null);
    }

    /** The same for somebody else's file, which keeps its permissions. */
    public static void rewrite(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8), Files.getPosixFilePermissions(file));
    }

    private static void write(Path file, byte[] content, Set<PosixFilePermission> permissions) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        // Java creates temporary files for their owner only.
        Path next = Files.createTempFile(folder, file.getFileName().toString(), ".new");
        try {
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                for (ByteBuffer left = ByteBuffer.wrap(content); left.hasRemaining(); ) {
                    channel.write(left);
                }
                channel.force(true);
            }
            if (permissions != null) {
                Files.setPosixFilePermissions(next, permissions);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
