// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What {@code gateway.clients.file} names, for a gateway that reads it at any moment. */
public final class ClientsFiles {
    private ClientsFiles() {}

    /** All of it at once. */
    public static void replace(Path file, List<String> lines) throws IOException {
        Path next = file.resolveSibling("clients.next");
        Files.write(next, lines);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Of a token, as {@code token.sha256} has it. */
    public static String sha256(String token) {
        try {
            byte[] text = token.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
