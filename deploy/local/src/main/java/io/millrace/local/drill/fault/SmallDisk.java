// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.local.process.Trees;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.config.ConfigException;

/**
 * A file system that somebody has made for drills to fill.
 *
 * @param folder where it is mounted
 * @param server whose data are there
 */
public record SmallDisk(Path folder, String server) implements AutoCloseable {
    private static final int PIECE = 1 << 20;
    private static final long LEAST = 256L << 20;
    private static final long MOST = 2L << 30;
    private static final long PAUSE_MS = 100;

    public SmallDisk {
        folder = folder.toAbsolutePath().normalize();
    }

    /** Throws {@link ConfigException} for another file system: nobody wants that to be full. */
    public static void requireSmall(Path folder) {
        long total = total(folder);
        if (total < LEAST || total > MOST) {
            throw new ConfigException(
                    "--small-disk is a file system of its own of 256 MiB to 2 GiB, as by mount -t tmpfs -o size=512m;"
                            + " that of " + folder + " has " + (total >> 20) + " MiB");
        }
    }

    private static long total(Path folder) {
        try {
            return Files.getFileStore(folder).getTotalSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the size of " + folder, e);
        }
    }

    /** From now on, the server's data in this folder of all servers' data are on the disk. */
    public void hold(Path data) throws IOException {
        close();
        Files.createDirectories(data);
        Files.createDirectories(own());
        Files.createSymbolicLink(data.resolve(server), own());
    }

    /** Lets only so much be free, of 1, and keeps it so: what a server gives back is taken. */
    public Undo fill(double free) throws IOException {
        FileStore store = Files.getFileStore(folder);
        AtomicBoolean over = new AtomicBoolean();
        Thread filling = new Thread(() -> fill(store, (long) (free * total(folder)), over), "filling");
        filling.setDaemon(true);
        filling.start();
        return () -> {
            over.set(true);
            join(filling);
            Files.delete(ballast());
        };
    }

    private void fill(FileStore store, long free, AtomicBoolean over) {
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (!over.get()) {
                long more = store.getUsableSpace() - free;
                if (more <= 0 || !hasTaken(out, (int) Math.min(more, PIECE))) {
                    Thread.sleep(PAUSE_MS);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot fill " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False where others have written meanwhile: it is full. */
    private static boolean hasTaken(OutputStream out, int bytes) {
        try {
            out.write(new byte[bytes]);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Path own() {
        return folder.resolve("millrace-drill");
    }

    private Path ballast() {
        return folder.resolve("millrace-ballast");
    }

    /** Takes from it what a drill has put there. */
    @Override
    public void close() throws IOException {
        Trees.delete(own());
        Files.deleteIfExists(ballast());
    }
}
