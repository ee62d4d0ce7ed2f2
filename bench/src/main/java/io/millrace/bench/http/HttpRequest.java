// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.http;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A request that is sent again and again.
 *
 * @param to where it is sent
 * @param bytes of all of it; its position is never moved
 */
public record HttpRequest(InetSocketAddress to, ByteBuffer bytes) {
    /** A POST of {@code events} lines of so many bytes each, the line's end not included. */
    public static HttpRequest lines(InetSocketAddress to, String path, int events, int bytes) {
        String head = "{\"ts\":1431857103000,\"path\":\"/\",\"fill\":\"";
        String end = "\"}";
        String line = head + "x".repeat(Math.max(0, bytes - head.length() - end.length())) + end + '\n';
        return post(to, path, line.repeat(events));
    }

    private static HttpRequest post(InetSocketAddress to, String path, String body) {
        String request = "POST " + path + " HTTP/1.1\r\nHost: " + to.getHostString() + ':' + to.getPort()
                + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
        return new HttpRequest(
                to, ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
    }
}
