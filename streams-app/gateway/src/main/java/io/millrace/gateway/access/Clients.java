// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/**
 * All clients there are.
 *
 * @param tokens who has which
 * @param subjects of certificates, in their canonical form
 * @param jwtSubjects the {@code sub} of JSON Web Tokens
 */
record Clients(List<Token> tokens, Map<String, Client> subjects, Map<String, Client> jwtSubjects) {
    Clients {
        tokens = List.copyOf(tokens);
        subjects = Map.copyOf(subjects);
        jwtSubjects = Map.copyOf(jwtSubjects);
    }

    /** What a token is known by: the SHA-256 of its UTF-8 bytes. */
    static final class Token {
        private final byte[] sha256;
        private final Client client;

        Token(byte[] sha256, Client client) {
            this.sha256 = sha256;
            this.client = client;
        }
    }

    /** Takes the same time whichever token it is, and however much of one is correct; null when it is none. */
    Client byToken(String token) {
        byte[] hash = sha256(token);
        Client found = null;
        for (Token known : tokens) {
            if (MessageDigest.isEqual(known.sha256, hash)) {
                found = known.client;
            }
        }
        return found;
    }

    Client bySubject(X500Principal subject) {
        return subjects.get(canonical(subject));
    }

    static String canonical(X500Principal subject) {
        return subject.getName(X500Principal.CANONICAL);
    }

    static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
