// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import io.millrace.local.stack.NothingToRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two commands from starting and stopping the same stack at the same time; the system releases the lock when the process ends. */
final class StackLock {
    private StackLock() {}

    static void in(UpFolder folder, Runnable work) {
        Path file = folder.folder().resolveSibling(folder.folder().getFileName() + ".lock");
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                if (channel.tryLock() == null) {
                    throw new NothingToRunException("another up or down is running in " + folder.folder());
                }
                work.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + file, e);
        }
    }
}
