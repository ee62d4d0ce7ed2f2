// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.feed;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a file as bytes, in whatever encoding, without their line ends. Blank lines are skipped, and so is a UTF-8
 * byte-order mark at the beginning. Whatever the file contains, compressed or not, no more than one line of it is in memory.
 */
public final class NdjsonReader implements AutoCloseable {
    private static final String STANDARD_INPUT = "-";
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final String name;
    private final InputStream in;
    private final int limit;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int filled;
    private long number;

    /** No line may have more than {@code limit} bytes. */
    NdjsonReader(String name, InputStream in, int limit) {
        this.name = name;
        this.in = in;
        this.limit = limit;
    }

    /** A file, decompressed when its name ends in .gz, or {@code standardInput} for a dash. */
    public static NdjsonReader open(String file, InputStream standardInput, int limit) {
        if (file.equals(STANDARD_INPUT)) {
            return new NdjsonReader("standard input", new LeftOpen(standardInput), limit);
        }
        if (Files.isDirectory(Path.of(file))) {
            throw new FeedException(file + " is a folder; name one file, or - for standard input");
        }
        try {
            InputStream bytes = Files.newInputStream(Path.of(file));
            return new NdjsonReader(
                    file, file.endsWith(".gz") ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes, limit);
        } catch (IOException e) {
            throw new FeedException("Cannot open " + file + ": " + e, e);
        }
    }

    /**
     * The next line that is not blank, or null after the last one.
     *
     * @throws LineTooLongException if that line is too long; {@link #place} says where it is
     */
    byte[] next() throws IOException {
        byte[] line = read();
        while (line != null && isBlank(line)) {
            line = read();
        }
        return line;
    }

    private byte[] read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        if (!fill()) {
            return null;
        }
        number++;
        do {
            int from = position;
            while (position < filled && buffer[position] != '\n') {
                position++;
            }
            if (line.size() + position - from > limit) {
                throw new LineTooLongException(limit);
            }
            line.write(buffer, from, position - from);
            if (position < filled) {
                position++;
                break;
            }
        } while (fill());
        byte[] bytes = withoutReturn(line.toByteArray());
        return number == 1 ? withoutMark(bytes) : bytes;
    }

    private boolean fill() throws IOException {
        if (position == filled) {
            position = 0;
            filled = Math.max(0, in.read(buffer));
        }
        return filled > 0;
    }

    private static byte[] withoutReturn(byte[] line) {
        boolean returned = line.length > 0 && line[line.length - 1] == '\r';
        return returned ? Arrays.copyOf(line, line.length - 1) : line;
    }

    private static byte[] withoutMark(byte[] line) {
        int length = BYTE_ORDER_MARK.length;
        boolean marked = line.length >= length && Arrays.equals(line, 0, length, BYTE_ORDER_MARK, 0, length);
        return marked ? Arrays.copyOfRange(line, length, line.length) : line;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    /** How far it was read, for messages. */
    String readUpTo() {
        return number == 0 ? name : name + " after line " + number;
    }

    /** Where the last line was, for messages. */
    String place() {
        return place(number, number);
    }

    /** Where lines from one number to another are, for messages. */
    String place(long from, long to) {
        return name + (from == to ? ", line " + from : ", lines " + from + " to " + to);
    }

    /** Of the last line, from 1. */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Standard input belongs to the process. */
    private static final class LeftOpen extends FilterInputStream {
        LeftOpen(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // Left as it is.
        }
    }
}
