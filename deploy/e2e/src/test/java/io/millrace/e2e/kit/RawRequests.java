// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Bytes to a gateway's port as no library for HTTP would send them. */
public final class RawRequests {
    private RawRequests() {}

    /** The caller's to close; {@code first} is sent. */
    public static Socket connect(GatewayProcess gateway, String first) throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.port);
        send(socket, first);
        return socket;
    }

    public static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Of JSON for the pipeline {@code logs}, without its end; {@code more} are whole lines. */
    public static String head(String more) {
        return "POST /v1/pipelines/logs/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + more;
    }

    /** With its end. */
    public static String head(int length) {
        return head("Content-Length: " + length + "\r\n\r\n");
    }

    /** Up to the end of the JSON object that it holds. */
    public static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            answer.append((char) next);
            if (next == '}') {
                break;
            }
        }
        return answer.toString();
    }

    public static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
