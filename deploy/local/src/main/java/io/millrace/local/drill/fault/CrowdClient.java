// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** One connection to a gateway that stays open, with one event in each request: {@code java.net.http} would open no more than are in use. */
final class CrowdClient {
    static final int EVENT_BYTES = 1_000;

    private static final int ANSWER_LIMIT_MS = 60_000;
    private static final String LENGTH = "content-length:";
    private static final String CLOSES = "connection: close";
    private static final String OK = "http/1.1 200 ";

    private final URI gateway;
    private final String name;
    private final String filling;
    private Socket socket;
    private InputStream answers;
    private long requests;

    /** @param name no other client has it */
    CrowdClient(URI gateway, String name) {
        this.gateway = gateway;
        this.name = name;
        byte[] random = new byte[EVENT_BYTES * 3 / 4];
        new Random(name.hashCode()).nextBytes(random);
        this.filling = Base64.getEncoder().encodeToString(random);
    }

    private String key() {
        return name + '-' + requests;
    }

    /** Returns without waiting for the answer. */
    void send() {
        requests++;
        try {
            if (socket == null) {
                socket = new Socket(gateway.getHost(), gateway.getPort());
                socket.setSoTimeout(ANSWER_LIMIT_MS);
                answers = new BufferedInputStream(socket.getInputStream());
            }
            socket.getOutputStream().write(request());
        } catch (IOException e) {
            close();
        }
    }

    private byte[] request() {
        String event = "{\"ts\": %d, \"message\": \"%s\"}".formatted(System.currentTimeMillis(), filling);
        return ("POST /v1/pipelines/" + GatewayCrowd.PIPELINE + "/events HTTP/1.1\r\nHost: " + gateway.getAuthority()
                        + "\r\nContent-Type: application/x-ndjson\r\nIdempotency-Key: \"" + key()
                        + "\"\r\nContent-Length: " + event.length() + "\r\n\r\n" + event)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Waits for the answer; the key of a request that is answered with 200 is added. */
    void answered(Set<String> taken) {
        if (socket == null) {
            return;
        }
        try {
            String head = head();
            answers.skipNBytes(length(head));
            if (head.startsWith(OK)) {
                taken.add(key());
            }
            if (head.contains(CLOSES)) {
                close();
            }
        } catch (IOException e) {
            close();
        }
    }

    /** In lower case. */
    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = answers.read();
            if (next < 0) {
                throw new EOFException("closed by the gateway");
            }
            head.append((char) next);
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    private static long length(String head) {
        return head.lines()
                .filter(line -> line.startsWith(LENGTH))
                .mapToLong(
                        line -> Long.parseLong(line.substring(LENGTH.length()).trim()))
                .findFirst()
                .orElse(0);
    }

    void close() {
        if (socket == null) {
            return;
        }
        try {
            socket.close();
        } catch (IOException e) {
            // It is not used again.
        }
        socket = null;
    }
}
