// SPDX-License-Identifier: Apache-2.0
package io.millrace.drain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * Records in the files of one task: written behind one another, found by an index on the heap, and gone with their file when nothing
 * in it is wanted any more. Never forced to the disk, as no later process reads them: they lie in the page cache for as long as the
 * machine has room there. Not thread-safe. Throws {@link ProcessorStateException} when the disk is full or fails.
 */
final class RecordFiles implements StateRecords, AutoCloseable {
    private static final long FILE_BYTES = 16 * 1024 * 1024;

    private final Path folder;
    private final NavigableMap<Bytes, Place> places = new TreeMap<>();
    private final Set<DataFile> files = new HashSet<>();
    private DataFile last;
    private int opened;

    private record Place(DataFile file, long position, int length) {}

    /** @param folder need not be there */
    RecordFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public void put(Bytes key, byte[] value) {
        try {
            if (last == null || last.end >= FILE_BYTES) {
                last = open();
            }
            Place before = places.put(key, last.append(value));
            drop(before);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void delete(Bytes key) {
        try {
            drop(places.remove(key));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public List<Bytes> keys() {
        return List.copyOf(places.keySet());
    }

    @Override
    public byte[] get(Bytes key) {
        Place place = places.get(key);
        if (place == null) {
            return null;
        }
        byte[] value = new byte[place.length];
        read(key, 0, value.length, value, 0);
        return value;
    }

    @Override
    public void read(Bytes key, int from, int length, byte[] into, int at) {
        Place place = places.get(key);
        try {
            place.file.read(place.position + from, ByteBuffer.wrap(into, at, length));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private DataFile open() throws IOException {
        Files.createDirectories(folder);
        DataFile file = new DataFile(folder.resolve(Integer.toString(opened++)));
        files.add(file);
        return file;
    }

    private void drop(Place place) throws IOException {
        if (place == null || --place.file.records > 0) {
            return;
        }
        if (place.file == last) {
            last.clear();
        } else {
            files.remove(place.file);
            place.file.delete();
        }
    }

    /** Without a cause: the last one is what the pipeline's operator is told, and it must name the folder. */
    private ProcessorStateException failed(IOException e) {
        ProcessorStateException failure = new ProcessorStateException(
                "Open batches cannot be kept in the folder " + folder + ": " + e.getMessage());
        failure.addSuppressed(e);
        return failure;
    }

    /** The files stay, for the caller to delete. */
    @Override
    public void close() {
        places.clear();
        last = null;
        try {
            for (DataFile file : files) {
                file.channel.close();
            }
        } catch (IOException e) {
            throw failed(e);
        }
        files.clear();
    }

    private static final class DataFile {
        private final Path path;
        private final FileChannel channel;
        private int records;
        private long end;

        DataFile(Path path) throws IOException {
            this.path = path;
            channel = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }

        Place append(byte[] value) throws IOException {
            Place place = new Place(this, end, value.length);
            ByteBuffer bytes = ByteBuffer.wrap(value);
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
            records++;
            return place;
        }

        void read(long position, ByteBuffer into) throws IOException {
            long next = position;
            while (into.hasRemaining()) {
                int read = channel.read(into, next);
                if (read < 0) {
                    throw new IOException(path + " ends at " + next);
                }
                next += read;
            }
        }

        void clear() throws IOException {
            channel.truncate(0);
            end = 0;
        }

        void delete() throws IOException {
            channel.close();
            Files.delete(path);
        }
    }
}
