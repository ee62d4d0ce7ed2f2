// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Gzip with a level, and with a header that says nothing of time or machine: the JDK's own stream has no level and has
 * changed its header between releases. Layout: RFC 1952.
 */
final class GzipStream extends OutputStream {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int BUFFER_BYTES = 64 * 1024;

    private final OutputStream target;
    private final Deflater deflater;
    private final DeflaterOutputStream deflated;
    private final CRC32 crc = new CRC32();

    GzipStream(OutputStream target, int level) throws IOException {
        this.target = target;
        target.write(HEADER);
        deflater = new Deflater(level, true);
        deflated = new DeflaterOutputStream(target, deflater, BUFFER_BYTES);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        crc.update(bytes, from, length);
        deflated.write(bytes, from, length);
    }

    /** Completes the file, and frees what the deflater holds outside the heap. */
    @Override
    public void close() throws IOException {
        try {
            deflated.finish();
            writeIntLittleEndian((int) crc.getValue());
            writeIntLittleEndian((int) deflater.getBytesRead());
        } finally {
            deflater.end();
        }
    }

    private void writeIntLittleEndian(int value) throws IOException {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            target.write(value >>> shift);
        }
    }
}
