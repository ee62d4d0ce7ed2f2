// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The bytes of an object, in pieces: none is copied when the object grows, and none is so large that G1 keeps it apart.
 * Written by one thread, then only read.
 */
public final class ObjectBytes extends OutputStream {
    private static final int PIECE_BYTES = 64 * 1024;

    private final List<byte[]> pieces = new ArrayList<>();

    /** Of the last piece. */
    private int used = PIECE_BYTES;

    @Override
    public void write(int b) {
        room();
        last()[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        Objects.checkFromIndexSize(from, length, bytes.length);
        int at = from;
        int end = from + length;
        while (at < end) {
            int count = Math.min(end - at, room());
            System.arraycopy(bytes, at, last(), used, count);
            used += count;
            at += count;
        }
    }

    private int room() {
        if (used == PIECE_BYTES) {
            pieces.add(new byte[PIECE_BYTES]);
            used = 0;
        }
        return PIECE_BYTES - used;
    }

    private byte[] last() {
        return pieces.get(pieces.size() - 1);
    }

    public long length() {
        return (long) pieces.size() * PIECE_BYTES - (PIECE_BYTES - used);
    }

    private int lengthOf(int piece) {
        return piece == pieces.size() - 1 ? used : PIECE_BYTES;
    }

    public byte[] sha256() {
        MessageDigest digest = Sha256.digest();
        for (int i = 0; i < pieces.size(); i++) {
            digest.update(pieces.get(i), 0, lengthOf(i));
        }
        return digest.digest();
    }

    /** Each call starts over. */
    public InputStream newStream() {
        return new Reading();
    }

    private final class Reading extends InputStream {
        private int piece;
        private int at;
        private int markedPiece;
        private int markedAt;

        @Override
        public int read() {
            return atEnd() ? -1 : pieces.get(piece)[at++] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            Objects.checkFromIndexSize(from, length, into.length);
            if (length == 0) {
                return 0;
            }
            if (atEnd()) {
                return -1;
            }
            int count = Math.min(length, lengthOf(piece) - at);
            System.arraycopy(pieces.get(piece), at, into, from, count);
            at += count;
            return count;
        }

        /** Moves to the next piece where one is read to its end. */
        private boolean atEnd() {
            if (piece < pieces.size() && at == lengthOf(piece)) {
                piece++;
                at = 0;
            }
            return piece == pieces.size();
        }

        @Override
        public boolean markSupported() {
            return true;
        }

        @Override
        public synchronized void mark(int limit) {
            markedPiece = piece;
            markedAt = at;
        }

        @Override
        public synchronized void reset() {
            piece = markedPiece;
            at = markedAt;
        }
    }
}
