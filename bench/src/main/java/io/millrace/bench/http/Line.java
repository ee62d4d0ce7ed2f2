// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection, with at most one request on its way; made anew when the other side closes it. For one thread. */
final class Line {
    private final InetSocketAddress to;
    private final Selector selector;
    private final AnswerReader reader = new AnswerReader();
    private final ByteBuffer out;
    private SocketChannel channel;
    private SelectionKey key;
    private boolean isWaiting;
    private long due;

    /** @param bytes of the request, shared with others */
    Line(InetSocketAddress to, ByteBuffer bytes, Selector selector) {
        this.to = to;
        this.selector = selector;
        this.out = bytes.duplicate();
    }

    void send(long dueAt) throws IOException {
        due = dueAt;
        isWaiting = true;
        out.clear();
        if (channel == null) {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            if (!channel.connect(to)) {
                return;
            }
        }
        write();
    }

    private void write() throws IOException {
        channel.write(out);
        // An answer may come before all is sent.
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_READ);
    }

    /** Goes on where it can; true when the answer has come. */
    boolean proceed(ByteBuffer buffer) throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            write();
            return false;
        }
        if (key.isWritable()) {
            write();
        }
        return key.isReadable() && read(buffer);
    }

    private boolean read(ByteBuffer buffer) throws IOException {
        while (true) {
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                throw new IOException("closed by the other side");
            }
            if (count == 0) {
                return false;
            }
            if (reader.take(buffer.flip())) {
                isWaiting = false;
                if (reader.closes() || out.hasRemaining()) {
                    close();
                }
                return true;
            }
        }
    }

    /** Whether a request waits for its answer. */
    boolean isWaiting() {
        return isWaiting;
    }

    /** When the request was due. */
    long due() {
        return due;
    }

    int status() {
        return reader.status();
    }

    /** What was on its way is forgotten. */
    void close() {
        isWaiting = false;
        reader.reset();
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // It is not used again.
            }
            channel = null;
        }
    }
}
