// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;

/** An S3 down to its sockets, so that it can do what no HTTP server would. One thread a connection. */
final class SocketS3 implements AutoCloseable {
    /** What it does about one request, whose head has been read. */
    interface Conduct {
        void answer(Request request, Connection connection) throws IOException;
    }

    record Request(String method, String path, Map<String, String> headers) {
        int length() {
            return Integer.parseInt(headers.getOrDefault("content-length", "0"));
        }

        boolean expectsContinue() {
            return headers.containsKey("expect");
        }
    }

    record Connection(Socket socket, InputStream in) {
        void send(String head, byte[] body) throws IOException {
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
        }

        /** Reads the body as a well-mannered server does. */
        void takeBody(Request request) throws IOException {
            if (request.expectsContinue()) {
                send("HTTP/1.1 100 Continue\r\n", new byte[0]);
            }
            in.readNBytes(request.length());
        }
    }

    private static final int RECEIVE_BYTES = 64 * 1024;

    final List<Request> requests = new CopyOnWriteArrayList<>();
    volatile Conduct conduct = ok();
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    SocketS3(ServerSocketFactory sockets) throws IOException {
        server = sockets.createServerSocket();
        // So that a body is in mid-way when this end stops reading.
        server.setReceiveBufferSize(RECEIVE_BYTES);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Takes everything, as S3 does. */
    static Conduct ok() {
        return refuse(200, "", "ETag: \"e\"");
    }

    /** Takes the body and then answers; a body in XML where there is a code and the request is no HEAD. */
    static Conduct refuse(int status, String code, String... headers) {
        return (request, connection) -> {
            connection.takeBody(request);
            respond(request, connection, status, code, headers);
        };
    }

    /** Answers in place of 100 Continue and hangs up, as S3 does; without Expect too, and the body unread. */
    static Conduct refuseUnread(int status, String code) {
        return (request, connection) -> {
            respond(request, connection, status, code, "Connection: close");
            connection.socket().close();
        };
    }

    /** Lets the body come and stops reading after its beginning; never answers. */
    Conduct stall() {
        return (request, connection) -> {
            if (request.expectsContinue()) {
                connection.send("HTTP/1.1 100 Continue\r\n", new byte[0]);
            }
            connection.in().readNBytes(1);
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private static void respond(Request request, Connection connection, int status, String code, String... headers)
            throws IOException {
        boolean hasBody = !code.isEmpty() && !request.method().equals("HEAD");
        byte[] body = (hasBody ? "<Error><Code>" + code + "</Code><Message>as the test says</Message></Error>" : "")
                .getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length
                + "\r\nContent-Type: application/xml\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        connection.send(head.toString(), body);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Connection connection = new Connection(socket, new BufferedInputStream(socket.getInputStream()));
            Request request = read(connection.in());
            while (request != null) {
                requests.add(request);
                conduct.answer(request, connection);
                request = read(connection.in());
            }
        } catch (IOException e) {
            // The client has gone, which is its right.
        }
    }

    private static Request read(InputStream in) throws IOException {
        String[] first = line(in).split(" ", 3);
        if (first.length < 3) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return new Request(first[0], first[1], headers);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "socket-s3");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
